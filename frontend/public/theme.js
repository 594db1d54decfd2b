// Runs before the first paint, so that a chosen theme or language never flashes,
// nor what a visitor may do before somebody who is signed in.
;(function () {
  try {
    var theme = localStorage.getItem('dastak.theme')
    if (theme) {
      document.documentElement.dataset.theme = theme
      document.querySelectorAll('meta[name=theme-color]').forEach(function (meta) {
        meta.content = theme === 'dark' ? '#061417' : '#f8fbfb'
      })
    }
    var locale = localStorage.getItem('dastak.locale')
    if (locale) document.documentElement.lang = locale
    var known = /(^|; )csrf_refresh_token=/.test(document.cookie)
    document.documentElement.dataset[known ? 'known' : 'visitor'] = ''
  } catch {
    // Storage may be closed to us; the defaults do.
  }
})()
