// Whether everything fits the width the page has now; gives sentences.
;() => {
  const wrong = []
  const root = document.documentElement
  const width = root.clientWidth
  const nameOf = (element) =>
    `${element.tagName.toLowerCase()}.${String(element.className).slice(0, 60)} "${(element.innerText ?? '').slice(0, 40)}"`
  if (root.scrollWidth > width) {
    const wide = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > width + 1)
    wrong.push(`${root.scrollWidth} wide at ${width}: ${wide.slice(0, 2).map(nameOf).join('; ')}`)
  }
  const pen = document.createElement('canvas').getContext('2d')
  for (const field of document.querySelectorAll('input')) {
    if (!field.checkVisibility()) continue
    const style = getComputedStyle(field)
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    pen.font = style.font
    const text = field.placeholder && !field.value ? field.placeholder : ''
    const cut = text && pen.measureText(text).width > room + 2
    if (cut && width >= 360) wrong.push(`the placeholder "${text}" is cut at ${width}`)
    // dd/mm/yyyy and the little calendar.
    if (field.type === 'date' && !field.closest('.chip') && room < 108) wrong.push(`a date has ${Math.round(room)} px at ${width}`)
  }
  for (const element of document.querySelectorAll('button, a, td, h1, h2, h3, p, dd, strong, label, legend')) {
    if (element.clientWidth < 2 || !element.checkVisibility() || element.closest('.sr-only, svg')) continue
    const style = getComputedStyle(element)
    if (style.overflowX === 'visible' || style.textOverflow === 'ellipsis') continue
    if (style.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) wrong.push(`cut at ${width}: ${nameOf(element)}`)
  }
  return wrong
}
