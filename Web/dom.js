// Elements without a framework.

/**
 * An element. Attributes by name; functions named `on…` are listeners, `true` is an attribute without value, and
 * null, undefined and false are left out. Children are elements, texts, lists of them, or nothing.
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
    else if (key in propertyNames) element[propertyNames[key]] = value
    else element.setAttribute(key, value === true ? '' : String(value))
  }
  append(element, children)
  return element
}

// What a form shows now is a property; the attribute is only what it began with.
const propertyNames = { value: 'value', checked: 'checked', indeterminate: 'indeterminate' }

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child)
    else if (child !== null && child !== undefined && child !== false) element.append(child)
  }
}

/** Gives an element these children and no others. */
export function fill(element, ...children) {
  element.replaceChildren()
  append(element, children)
  return element
}

/** The same, with the keyboard where it was: on what has the same id, text marked as it was. */
export function refill(element, ...children) {
  const before = element.contains(document.activeElement) ? document.activeElement : null
  const marked = before?.matches('input[type="text"], textarea') ? [before.selectionStart, before.selectionEnd] : null
  fill(element, ...children)
  const after = before?.id ? document.getElementById(before.id) : null
  after?.focus({ preventScroll: true })
  if (marked) after?.setSelectionRange?.(...marked)
  return element
}

/** Says a sentence to readers who listen, once what they hear now is over. */
export function announce(text) {
  const live = document.getElementById('live')
  if (!live) return
  live.textContent = ''
  setTimeout(() => { live.textContent = text }, 60)
}

/** The function, called once no further call has come for so many milliseconds. */
export function settled(milliseconds, action) {
  let timer = 0
  const later = (...values) => {
    clearTimeout(timer)
    timer = setTimeout(() => action(...values), milliseconds)
  }
  later.cancel = () => clearTimeout(timer)
  return later
}

/** Offers bytes or text as a file. */
export function offerFile(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type })
  const address = URL.createObjectURL(blob)
  const link = make('a', { href: address, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), 10000)
}

/** Copies a text; false when the browser does not allow it. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = make('textarea', { class: 'hidden', 'aria-hidden': 'true' })
    field.value = text
    document.body.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    return done
  }
}

/** Brings an element into view and the keyboard to it. */
export function goTo(element) {
  if (!element) return
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  element.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' })
  if (!element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1')
  element.focus({ preventScroll: true })
}
