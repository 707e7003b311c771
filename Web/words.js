// Every word of the application itself, in both languages, from words.json; pages of results bring their own.

let wordTable = {}
let wordLanguage = 'zh'

/** Reads the words: from the page itself when they stand in it, else from the file beside this one. */
export async function loadWords() {
  wordTable = await ownFile('words.json')
}

/** One of the application's own JSON files: from the page itself when it stands in it, else from beside this file. */
export async function ownFile(name) {
  const inside = document.querySelector(`script[data-file="${name}"]`)
  if (inside) return JSON.parse(inside.textContent)
  // A page from a file may ask for nothing else.
  if (document.querySelector('meta[name="reformlab-data"]')?.content === 'inline') throw new Error(name)
  return (await fetch(`app/${name}`)).json()
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

/** What readers call a design: its title in `titles`, texts in both languages by name, else its name. */
export function designTitle(titles, name) {
  return titles?.[name] ? pick(titles[name]) : name
}

/** The titles of designs as the list of scenarios has them, by name. */
export function titlesOf(designs) {
  return Object.fromEntries((designs ?? []).filter((design) => design.title).map((design) => [design.name, design.title]))
}

/** The tag for `lang` of a text that is not in the current language, such as a document's title; else null. */
export function otherLanguage(text) {
  const chinese = (text.match(/[\u4e00-\u9fff]/g) ?? []).length
  if (wordLanguage === 'en') return chinese > 3 ? languageTag('zh') : null
  return chinese === 0 && (text.match(/[A-Za-z]{3,}/g) ?? []).length > 2 ? languageTag('en') : null
}

/** A number with at most so many decimals. */
export function numberText(number, decimals = 1) {
  return new Intl.NumberFormat(languageTag(wordLanguage), { maximumFractionDigits: decimals }).format(number)
}

/** A number with exactly so many decimals, for columns. */
export function fixedText(number, decimals = decimalsOf(number)) {
  return new Intl.NumberFormat(languageTag(wordLanguage), { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .format(number)
}

/** Decimals that a column shows of a number: none of thousands. */
export function decimalsOf(number) {
  return Math.abs(number) >= 1000 ? 0 : 1
}

/** A number with its sign and exactly so many decimals; the minus is that of the reports. */
export function signedText(number, decimals = decimalsOf(number)) {
  const text = fixedText(Math.abs(number), decimals)
  return number < 0 ? `-${text}` : number > 0 ? `+${text}` : text
}
