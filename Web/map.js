// One drawing with nodes: zoom, scrolling together with its companions, and the numbers of a chosen node.
//
// The drawing scrolls in its own frame, so that touch, wheel, scroll bars and keys work as everywhere else.

import { adoptStyle } from './own-style.js'

const styleRules = `
.map-bar { display: flex; flex-wrap: wrap; gap: .375rem; align-items: center; padding: .375rem; }
.map-bar button { min-width: 2rem; min-height: 2rem; padding: .125rem .5rem; font: inherit; color: var(--ink, #1a1a1a);
  background: var(--surface, #fff); border: 1px solid var(--line-strong, #6b6b6b); border-radius: 6px; cursor: pointer; }
.map-bar button:hover { background: var(--surface-2, #eee); }
.map-bar button:focus-visible, .map-frame:focus-visible { outline: 3px solid var(--focus, #0a4fd0); outline-offset: 1px; }
.map-bar label { display: inline-flex; gap: .375rem; align-items: center; min-height: 2rem; }
.map-bar input[type=checkbox] { width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--accent, #0b6466); }
.map-bar output { font-variant-numeric: tabular-nums; min-width: 3.5em; text-align: end; }
.map-frame { overflow: auto; max-height: min(78vh, 56rem); overscroll-behavior: auto; cursor: grab; background: var(--paper, #fff); }
.map-frame.dragged { cursor: grabbing; user-select: none; }
.map-frame svg { display: block; max-width: none; height: auto; }
.map-frame .node:focus, .map-frame .lane:focus { outline: none; }
.map-frame .node:focus-visible > rect:first-of-type, .map-frame .chosen > rect:first-of-type {
  stroke: var(--focus, #0a4fd0); stroke-width: 4; stroke-dasharray: none; }
.map-frame .lane:focus-visible text { font-weight: 700; }
.map-frame svg.choosing .edge { opacity: .25; }
.map-frame svg.choosing .edge.chosen { opacity: 1; }
.map-frame svg.choosing .edge.chosen path { stroke-width: 3; }
.map-details { padding: .5rem .75rem; border-top: 1px solid var(--line, #ccc); min-height: 2.5rem; }
.map-details ul { margin: .25rem 0 0; padding-inline-start: 1.25rem; columns: 20rem auto; }
.map-details strong { display: block; }
@media print {
  .map-bar, .map-details { display: none; }
  .map-frame { overflow: visible; max-height: none; }
  .map-frame svg { width: 100% !important; }
}`

const moved = 'reformlab-map-moved'
const chose = 'reformlab-map-chose'
const opened = 'reformlab-map-opened'
const smallest = 0.1
const largest = 4
/** Below this scale words cannot be read; a wide map begins here and scrolls. */
const readable = 0.5

/** The words of an id in a language, from a function or a table of `{zh, en}`. */
export function wordsOf(words, language) {
  return (id) => (typeof words === 'function' ? words(id) : words?.[id]?.[language]) ?? id
}

/** The drawing that an SVG text is, as an element of this document. */
export function drawingOf(svgText) {
  const parsed = new DOMParser().parseFromString(svgText, 'image/svg+xml')
  return document.importNode(parsed.documentElement, true)
}

/**
 * Shows a drawing in `element`, with zoom, scrolling and the numbers of a chosen node. Drawings of one page
 * move together and choose together. Returns `{svg, frame, zoom, choose}`.
 */
export function mountMap(element, svgText, { words, language, plain = false } = {}) {
  adoptStyle('map', styleRules)
  const say = wordsOf(words, language)
  const svg = drawingOf(svgText)
  if (plain) cropToPlane(svg)
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number)
  const isMap = svg.classList.contains('process-map')
  // Readers who listen go into the drawing; as one image its nodes would be hidden from them.
  svg.setAttribute('role', 'group')
  svg.setAttribute('aria-label', svg.querySelector('title')?.textContent ?? '')
  const frame = part('div', 'map-frame', { tabindex: '0', role: 'group', 'aria-label': say('map-area') })
  frame.append(svg)
  const details = part('div', 'map-details', { 'aria-live': 'polite', 'aria-label': say('map-details'), role: 'region' })
  details.textContent = say('map-pick')
  const shown = part('output', 'map-scale')
  let scale = 1
  let together = true
  let silent = false
  let touched = false

  const zoom = (to, { tell = true, at = null } = {}) => {
    const middle = at ?? { x: frame.clientWidth / 2, y: frame.clientHeight / 2 }
    const place = { x: (frame.scrollLeft + middle.x) / scale, y: (frame.scrollTop + middle.y) / scale }
    scale = Math.min(largest, Math.max(smallest, to))
    svg.setAttribute('width', String(width * scale))
    svg.setAttribute('height', String(height * scale))
    shown.textContent = `${Math.round(scale * 100)}%`
    silent = true
    frame.scrollLeft = place.x * scale - middle.x
    frame.scrollTop = place.y * scale - middle.y
    if (!tell) return
    touched = true
    tellMoved()
  }
  const fitScale = () => Math.min(1, (frame.clientWidth || element.clientWidth || 900) / width)
  const first = () => {
    open(Math.max(plain ? 0.42 : readable, fitScale()))
    tellOpened()
  }
  const tellOpened = () => {
    if (isMap) document.dispatchEvent(new CustomEvent(opened, { detail: { from: svg, scale, plain } }))
  }
  const open = (to) => {
    zoom(to, { tell: false })
    if (!plain) return
    const node = svg.querySelector('[data-node] > rect')
    if (!node) return
    const middle = Number(node.getAttribute('x')) + Number(node.getAttribute('width')) / 2
    silent = true
    frame.scrollLeft = middle * scale - frame.clientWidth / 2
  }
  const tellMoved = () => {
    if (!together || !isMap) return
    const detail = {
      from: svg, scale, plain,
      x: (frame.scrollLeft + frame.clientWidth / 2) / (width * scale),
      y: frame.scrollTop / (height * scale),
    }
    document.dispatchEvent(new CustomEvent(moved, { detail }))
  }

  const leaving = new AbortController()
  const listen = (name, action) => document.addEventListener(name, (event) => {
    // A drawing that a new one has replaced listens no longer.
    if (!svg.isConnected) return leaving.abort()
    if (event.detail.from !== svg) action(event.detail)
  }, { signal: leaving.signal })
  listen(moved, (detail) => {
    if (!together || !isMap || detail.plain !== plain || frame.clientWidth === 0) return
    if (detail.scale !== scale) zoom(detail.scale, { tell: false })
    silent = true
    frame.scrollLeft = detail.x * width * scale - frame.clientWidth / 2
    frame.scrollTop = detail.y * height * scale
  })
  // Maps beside each other begin on the smallest of their scales.
  listen(opened, (detail) => {
    if (!isMap || touched || detail.plain !== plain || frame.clientWidth === 0) return
    if (detail.scale < scale) open(detail.scale)
    else if (detail.scale > scale) tellOpened()
  })
  listen(chose, (detail) => { if (together && isMap && detail.plain === plain) mark(detail.node) })
  frame.addEventListener('scroll', () => {
    if (silent) silent = false
    else tellMoved()
  })

  // MARK: choosing

  const nodes = [...svg.querySelectorAll('[data-node]')]
  const mark = (name) => {
    svg.classList.toggle('choosing', name !== null && svg.querySelector('.edge') !== null)
    let found = null
    for (const node of nodes) {
      const isIt = node.dataset.node === name
      node.classList.toggle('chosen', isIt)
      if (isIt) found ??= node
    }
    for (const edge of svg.querySelectorAll('.edge')) {
      edge.classList.toggle('chosen', name !== null && edge.dataset.edge.split(' ').includes(name))
    }
    if (found) describe(found)
    else details.textContent = say('map-pick')
  }
  const describe = (node) => {
    const [head, ...rest] = node.getAttribute('aria-label').split(/；|; /)
    const list = part('ul')
    list.append(...rest.map((text) => { const item = part('li'); item.textContent = text; return item }))
    const strong = part('strong')
    strong.textContent = head
    details.replaceChildren(strong, ...(rest.length > 0 ? [list] : []))
  }
  const choose = (node) => {
    if (isMap) mark(node?.dataset.node ?? null)
    else if (node) describe(node)
    document.dispatchEvent(new CustomEvent(chose, { detail: { from: svg, plain, node: node?.dataset.node ?? null } }))
  }
  for (const node of nodes) {
    node.addEventListener('focus', () => choose(node))
    node.addEventListener('keydown', (event) => {
      const next = neighbor(nodes, node, event.key)
      if (!next) return
      event.preventDefault()
      event.stopPropagation()
      next.focus()
    })
  }

  // MARK: keys, wheel, drag

  frame.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '+' || event.key === '=') zoom(scale * 1.25)
    else if (event.key === '-') zoom(scale / 1.25)
    else if (event.key === '0') zoom(fitScale())
    else if (event.key === '1') zoom(1)
    else if (event.key === 'Escape') choose(null)
    else return
    event.preventDefault()
  })
  frame.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return
    event.preventDefault()
    const box = frame.getBoundingClientRect()
    zoom(scale * Math.exp(-event.deltaY / 300), { at: { x: event.clientX - box.left, y: event.clientY - box.top } })
  }, { passive: false })
  let drag = null
  frame.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    drag = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop, id: event.pointerId }
  })
  frame.addEventListener('pointermove', (event) => {
    if (!drag) return
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y]
    if (!frame.classList.contains('dragged') && Math.hypot(dx, dy) < 5) return
    frame.classList.add('dragged')
    if (!frame.hasPointerCapture(drag.id)) frame.setPointerCapture(drag.id)
    frame.scrollLeft = drag.left - dx
    frame.scrollTop = drag.top - dy
  })
  for (const name of ['pointerup', 'pointercancel']) {
    frame.addEventListener(name, () => { drag = null; frame.classList.remove('dragged') })
  }

  // MARK: the bar

  const bar = part('div', 'map-bar', { role: 'toolbar', 'aria-label': say('map-details') })
  const button = (glyph, id, action) => {
    const made = part('button', '', { type: 'button', 'aria-label': say(id), title: say(id) })
    made.textContent = glyph
    made.addEventListener('click', action)
    bar.append(made)
  }
  button('－', 'map-zoom-out', () => zoom(scale / 1.25))
  button('＋', 'map-zoom-in', () => zoom(scale * 1.25))
  button('↔', 'map-fit', () => zoom(fitScale()))
  button('1:1', 'map-actual', () => zoom(1))
  bar.setAttribute('aria-label', frame.getAttribute('aria-label'))
  bar.append(shown)
  if (isMap && !plain) {
    const label = part('label')
    const check = part('input', '', { type: 'checkbox' })
    check.checked = true
    check.addEventListener('change', () => { together = check.checked })
    label.append(check, say('map-together'))
    bar.append(label)
  }
  if (plain) element.replaceChildren(bar, frame)
  else element.replaceChildren(bar, frame, details)
  element.classList.add('map-mounted')
  // The frame has its width only once it is on the page.
  if (frame.clientWidth > 0) first()
  else requestAnimationFrame(first)
  return { svg, frame, zoom, choose: (name) => mark(name) }
}

/** Leaves out what stands above the nodes: the heading and the legend. */
function cropToPlane(svg) {
  const [left, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number)
  const moved = /translate\(\S+ ([\d.]+)\)/.exec(svg.querySelector('.plane')?.getAttribute('transform') ?? '')
  if (!moved) return
  const top = Number(moved[1]) - 26
  svg.setAttribute('viewBox', `${left} ${top} ${width} ${height - top}`)
}

/** The nearest node in the direction of an arrow key; null for other keys. */
function neighbor(nodes, node, key) {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key]
  if (!direction) return null
  const from = middle(node)
  let best = null
  for (const other of nodes) {
    if (other === node) continue
    const to = middle(other)
    const [dx, dy] = [to.x - from.x, to.y - from.y]
    const along = dx * direction[0] + dy * direction[1]
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0])
    if (along < 4 || aside > along * 3) continue
    const cost = along + aside * 2
    if (!best || cost < best.cost) best = { node: other, cost }
  }
  return best?.node ?? null
}

function middle(node) {
  const box = node.getBoundingClientRect()
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 }
}

function part(name, style = '', attributes = {}) {
  const element = document.createElement(name)
  if (style) element.className = style
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}
