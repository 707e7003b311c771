// Style sheets that come with a module, so that a drawing looks the same wherever it is mounted.

const adopted = new Set()

/** Adds these rules to the document once. */
export function adoptStyle(name, rules) {
  if (adopted.has(name)) return
  adopted.add(name)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
