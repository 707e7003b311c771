// What a link carries: the state in the fragment of the address, deflated, so that no server sees it.

/** What a state may hold; anything else in a link is pointed out and left aside. */
const stateKeys = [
  'v', 'version', 'view', 'scenario', 'designs', 'reforms', 'inputs', 'seed', 'replications', 'text', 'theme',
  'lang', 'exercise',
]

/** The views, which are also short links. */
export const viewNames = ['home', 'compare', 'what-if', 'learn', 'class', 'editor']

/** The fragment of a state, with `#`. The first page has a short one. */
export async function fragmentOf(state, version) {
  if (state.view === 'home' && !state.text) return '#home'
  const kept = { v: 1, version }
  for (const key of stateKeys) {
    const value = state[key]
    if (key === 'v' || key === 'version' || value === null || value === undefined) continue
    kept[key] = value
  }
  const bytes = await passed(new TextEncoder().encode(JSON.stringify(kept)), new CompressionStream('deflate-raw'))
  return '#1.' + packedText(bytes)
}

/**
 * The state that a fragment carries: `{state, unknown, version}`, `unknown` being the keys that are not ours; null
 * when it carries none. Throws when it is damaged.
 */
export async function stateOf(fragment) {
  const text = fragment.replace(/^#/, '')
  if (text === '') return null
  if (viewNames.includes(text)) return { state: { view: text }, unknown: [], version: null }
  if (!text.startsWith('1.')) {
    if (/^\d+\./.test(text)) throw new Error('format')
    return null
  }
  const bytes = await passed(unpackedBytes(text.slice(2)), new DecompressionStream('deflate-raw'))
  const read = JSON.parse(new TextDecoder().decode(bytes))
  if (read === null || typeof read !== 'object' || Array.isArray(read)) throw new Error('shape')
  const state = {}
  for (const key of stateKeys) if (key in read && stateFits(key, read[key])) state[key] = read[key]
  const unknown = Object.keys(read).filter((key) => !(key in state))
  const version = typeof state.version === 'string' ? state.version : null
  delete state.v
  delete state.version
  return { state, unknown, version }
}

function stateFits(key, value) {
  const texts = (list) => Array.isArray(list) && list.every((item) => typeof item === 'string')
  switch (key) {
    case 'v': return value === 1
    case 'view': return viewNames.includes(value)
    case 'designs': case 'reforms': return texts(value)
    case 'inputs':
      return value !== null && typeof value === 'object' && !Array.isArray(value) && texts(Object.values(value))
    case 'seed': case 'replications': return Number.isSafeInteger(value) && value >= 0
    case 'theme': return ['light', 'dark', 'projector'].includes(value)
    case 'lang': return value === 'zh' || value === 'en'
    default: return typeof value === 'string'
  }
}

async function passed(bytes, through) {
  const stream = new Blob([bytes]).stream().pipeThrough(through)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

function packedText(bytes) {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function unpackedBytes(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (character) => character.charCodeAt(0))
}

/** Steps that can be taken back: values, of which one is the present. */
export class Steps {
  constructor(first) {
    this.past = []
    this.present = first
    this.future = []
  }

  /** Makes a value the present one; the last hundred stay. */
  add(value) {
    if (JSON.stringify(value) === JSON.stringify(this.present)) return
    this.past.push(this.present)
    if (this.past.length > 100) this.past.shift()
    this.present = value
    this.future = []
  }

  /** The step before, or null. */
  undo() {
    if (this.past.length === 0) return null
    this.future.push(this.present)
    this.present = this.past.pop()
    return this.present
  }

  /** The step taken back last, or null. */
  redo() {
    if (this.future.length === 0) return null
    this.past.push(this.present)
    this.present = this.future.pop()
    return this.present
  }
}
