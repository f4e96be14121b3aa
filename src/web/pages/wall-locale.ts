// Imported before uPlot, which asks Intl for the browser's language as soon as it is loaded. A browser that was started
// under a POSIX locale says `en-US@posix` or `C`, for which Intl throws, and with it every file that imports uPlot.

if (!isKnownToIntl(navigator.language)) {
  Object.defineProperty(navigator, 'language', { value: document.documentElement.lang, configurable: true })
}

function isKnownToIntl(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
