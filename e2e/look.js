// What a pair of eyes would notice on a page, without axe. Called with what only Python knows; gives sentences.
;({ lang, keys, known, heading }) => {
  const wrong = []
  const say = (text) => wrong.push(text)
  const seen = (element) => {
    const box = element.getBoundingClientRect()
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true })
  }
  const nameOf = (element) =>
    `${element.tagName.toLowerCase()}"${(element.ariaLabel || element.innerText || element.name || '').slice(0, 40)}"`

  if (document.documentElement.lang !== lang) say(`lang is ${document.documentElement.lang}`)
  if (!/^.{2,} · Dastak$/.test(document.title)) say(`the title is "${document.title}"`)
  const headings = [...document.querySelectorAll('h1')].filter(seen)
  if (headings.length > 1 || (heading && !headings.length)) say(`${headings.length} headings of the first level`)

  // What says itself that it is in another language may be.
  const foreign = (element) => element.closest(`script, style, body [lang]:not([lang=${lang}])`)
  const texts = [document.title]
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node.data.trim() && node.parentElement.checkVisibility() && !foreign(node.parentElement))
      texts.push(node.data.trim())
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (element.checkVisibility() && !foreign(element)) texts.push(element.getAttribute(name))

  const isKey = new Set(keys)
  for (const text of texts) {
    if (text.split(/\s+/).some((word) => isKey.has(word))) say(`a raw key: "${text}"`)
    if (/undefined|\bNaN\b|\[object|Invalid Date|\bnull\b/.test(text)) say(`raw: "${text}"`)
    if (/\{\w+\}/.test(text)) say(`a placeholder nobody filled: "${text}"`)
    if (/\bserv[i]ces?\b|सर्विस|सेवा/i.test(text)) say(`the word we don't use: "${text}"`)
  }
  if (lang === 'hi') {
    const allowed = new Set([...known, ...(window.heard ?? [])].flatMap((text) => text.toLowerCase().match(/[a-z]+/g) ?? []))
    for (const text of new Set(texts)) {
      const words = (text.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !allowed.has(word.toLowerCase()))
      if (words.length) say(`not in Hindi: "${text.slice(0, 80)}" (${words.join(' ')})`)
    }
  }

  for (const element of document.querySelectorAll('button, select, input, textarea, [role=button]')) {
    if (!seen(element) || ['radio', 'checkbox', 'file', 'range'].includes(element.type)) continue
    // A field inside its label is as large as that.
    const { width, height } = (element.closest('label') ?? element).getBoundingClientRect()
    if (height < 35.5 || width < 24) say(`small: ${nameOf(element)} is ${Math.round(width)} × ${Math.round(height)}`)
  }
  return [...new Set(wrong)]
}
