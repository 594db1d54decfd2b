import { beforeEach, expect, test, vi } from 'vitest'
import { keepTyped, painted } from '@/shell/painted'

const sent = `
  <a href="/">Dastak</a>
  <input name="q" value="" />
  <input type="range" name="budget" min="0" max="10" value="10" />
  <label><input type="radio" name="a" value="" checked />All</label>
  <label><input type="radio" name="a" value="paint" />Painting</label>
  <select name="sort"><option value="name" selected>Name</option><option value="price">Price</option></select>
  <button>Search</button>`

const find = (selector: string) =>
  document.querySelector<HTMLInputElement>(`#app ${selector}`) as HTMLInputElement

/** The app draws the same anew. */
function draw(): void {
  document.body.innerHTML = `<div id="app">${sent}</div>`
}
beforeEach(draw)

test('what was typed and chosen before the app was here is told to it', () => {
  find('[name=q]').value = 'tap'
  find('[value=paint]').checked = true
  find('select').value = 'price'
  const putBack = keepTyped()
  draw()
  const heard: string[] = []
  for (const name of ['input', 'change'])
    document.addEventListener(name, (event) =>
      heard.push(`${name} ${(event.target as HTMLInputElement).name}`),
    )
  putBack()
  expect([find('[name=q]').value, find('[value=paint]').checked, find('select').value]).toEqual([
    'tap',
    true,
    'price',
  ])
  expect(heard).toEqual(['input q', 'change q', 'input a', 'change a', 'input sort', 'change sort'])
})

test('what nobody touched is left to the app', () => {
  const putBack = keepTyped()
  draw()
  find('[name=q]').value = 'from the address'
  putBack()
  expect(find('[name=q]').value).toBe('from the address')
})

test.each(['a', '[name=q]', 'button'])('whoever was at %s stays there', (place) => {
  find(place).focus()
  const putBack = keepTyped()
  draw()
  expect(document.activeElement).toBe(document.body)
  putBack()
  expect(document.activeElement).toBe(find(place))
})

test('another page than the one sent gets nothing that was typed', () => {
  find('[name=q]').value = 'tap'
  const putBack = keepTyped()
  document.body.innerHTML = '<div id="app"><input name="username" /></div>'
  putBack()
  expect(find('[name=username]').value).toBe('')
})

test('the app waits for the first paint, but not where nobody looks', async () => {
  let paint: () => void = () => undefined
  class Observer {
    constructor(tell: () => void) {
      paint = tell
    }
    observe = vi.fn()
  }
  vi.stubGlobal('PerformanceObserver', Observer)
  const done = vi.fn()
  const waiting = painted().then(done)
  await Promise.resolve()
  expect(done).not.toHaveBeenCalled()
  paint()
  await waiting
  expect(done).toHaveBeenCalledOnce()
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  await painted()
})
