// Runs before the first paint, so that a chosen theme or language never flashes.
;(function () {
  try {
    var theme = localStorage.getItem('dastak.theme')
    if (theme) document.documentElement.dataset.theme = theme
    var locale = localStorage.getItem('dastak.locale')
    if (locale) document.documentElement.lang = locale
  } catch {
    // Storage may be closed to us; the defaults do.
  }
})()
