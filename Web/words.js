// Every word of the application itself, in both languages, from words.json; pages of results bring their own.

let wordTable = {}
let wordLanguage = 'zh'

/** Reads the words: from the page itself when they stand in it, else from the file beside this one. */
export async function loadWords() {
  const inside = document.querySelector('script[data-file="words.json"]')
  wordTable = inside ? JSON.parse(inside.textContent) : await (await fetch('app/words.json')).json()
}

/** All words, by key and language. */
export function allWords() {
  return wordTable
}

/** `zh` or `en`. */
export function currentLanguage() {
  return wordLanguage
}

/** Changes the language of the whole document. */
export function setLanguage(language) {
  wordLanguage = language === 'en' ? 'en' : 'zh'
  document.documentElement.lang = languageTag(wordLanguage)
}

/** The tag for `lang`. */
export function languageTag(language) {
  return language === 'en' ? 'en' : 'zh-CN'
}

/** The words of a key; `{name}` is replaced by a value, numbers as the language writes them. */
export function say(key, values = {}) {
  const text = wordTable[key]?.[wordLanguage] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    if (!(name in values)) return whole
    return typeof values[name] === 'number' ? numberText(values[name]) : values[name]
  })
}

/** What a text in both languages says in the current one; plain text is itself. */
export function pick(text) {
  if (text === null || text === undefined) return ''
  return typeof text === 'string' ? text : text[wordLanguage] ?? text.zh ?? text.en ?? ''
}

/** A number with at most so many decimals. */
export function numberText(number, decimals = 1) {
  return new Intl.NumberFormat(languageTag(wordLanguage), { maximumFractionDigits: decimals }).format(number)
}

/** A number with exactly so many decimals, for columns. */
export function fixedText(number, decimals = 1) {
  return new Intl.NumberFormat(languageTag(wordLanguage), { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .format(number)
}

/** A number with its sign and exactly so many decimals; a true minus. */
export function signedText(number, decimals = 1) {
  const text = fixedText(Math.abs(number), decimals)
  return number < 0 ? `−${text}` : number > 0 ? `+${text}` : text
}
