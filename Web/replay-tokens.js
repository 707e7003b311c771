// Applicants as signs on a map: hollow circle waiting, full circle worked on, hollow square with the applicant.

import { kindOf } from './replay-record.js'

/** The outline of a kind, `size` times as large as in the narrowest place. */
function outline(kind, size = 1) {
  const r = 4.1 * size
  switch (kind) {
    case 'applicant': return `M${-0.85 * r} ${-0.85 * r}h${1.7 * r}v${1.7 * r}h${-1.7 * r}z`
    case 'ended': return `M${-r} ${0.85 * r}l${r} ${-1.8 * r}l${r} ${1.8 * r}z`
    default: return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
  }
}

const glyphs = { applicant: '□', waiting: '○', working: '●', ended: '▲' }
// The distances of signs in a box: as far apart, and as large, as the box has room for them.
const pitches = [21, 15, 11]

/** The sign of a kind, as a small drawing for a legend. */
export function signOf(kind) {
  const svg = mark('svg', { width: 14, height: 14, viewBox: '-6 -6 12 12', 'aria-hidden': 'true', class: 'replay-sign' })
  svg.append(mark('path', { d: outline(kind), class: `token ${kind}` }))
  return svg
}

/** The signs of one world on its map. */
export class TokenLayer {
  constructor(svg, record, d) {
    this.record = record
    this.d = d
    const plane = svg.querySelector('.plane')
    const frames = new Map([...plane.querySelectorAll('[data-node]')].map((node) => {
      const box = node.querySelector('rect')
      const frame = Object.fromEntries(['x', 'y', 'width', 'height'].map((key) => [key, Number(box.getAttribute(key))]))
      // Signs stand in the box below its heading, where a map without replay has its numbers.
      frame.top = 14 + 17 * node.querySelectorAll('.head text').length
      return [node.dataset.node, frame]
    }))
    this.frames = record.replay.nodes.map((node) => frames.get(node.name) ?? null)
    this.layer = plane.appendChild(mark('g', { class: 'tokens', 'aria-hidden': 'true' }))
    this.labels = this.frames.map((frame) => frame && this.layer.appendChild(
      mark('text', { x: frame.x + frame.width - 2, y: frame.y - 5, 'text-anchor': 'end', class: 'token-count' })))
    this.tokens = new Map()
    this.lists = record.replay.nodes.map(() => [])
    this.stale = new Set()
    this.followed = null
  }

  /** Takes up a change; drawn by `flush`. */
  move(a, node, state, from) {
    const key = `${a} ${node}`
    if (state === null) {
      const token = this.tokens.get(key)
      token?.remove()
      this.tokens.delete(key)
      this.lists[node] = this.lists[node].filter((one) => one !== a)
    } else {
      let token = this.tokens.get(key)
      if (!token && this.frames[node]) {
        token = this.layer.appendChild(mark('path', { 'data-applicant': a }))
        this.tokens.set(key, token)
        const start = from === null ? null : this.frames[from]
        if (start) put(token, start.x + start.width / 2, start.y + start.height / 2)
        token.isNew = true
      }
      if (token) {
        const kind = kindOf(state)
        token.kind = kind
        token.setAttribute('class', `token ${kind}${a === this.followed ? ' followed' : ''}`)
      }
      if (!this.lists[node].includes(a)) this.lists[node].push(a)
    }
    this.stale.add(node)
  }

  /** Draws everything anew from the record. */
  rebuild() {
    for (const token of this.tokens.values()) token.remove()
    this.tokens.clear()
    this.lists = this.lists.map(() => [])
    this.record.worlds[this.d].places.forEach((places, a) => {
      for (const [node, state] of places) this.move(a, node, state, null)
    })
    this.record.replay.nodes.forEach((_, node) => this.stale.add(node))
    this.flush()
  }

  /** Puts signs of changed nodes into their places and writes the counts. */
  flush() {
    for (const node of this.stale) {
      const frame = this.frames[node]
      if (!frame) continue
      const grids = pitches.map((pitch) => ({
        pitch,
        columns: Math.max(4, Math.floor((frame.width - 20) / pitch)),
        rows: Math.max(1, Math.floor((frame.height - frame.top - 2) / pitch)),
      }))
      const grid = grids.find(({ columns, rows }) => columns * rows >= this.lists[node].length) ?? grids.at(-1)
      const { pitch, columns } = grid
      // The last node keeps all; elsewhere the count tells of those for whom there is no room.
      const rows = node === this.record.operate ? 40 : Math.max(2, grid.rows)
      this.lists[node].forEach((a, i) => {
        const token = this.tokens.get(`${a} ${node}`)
        const row = Math.floor(i / columns)
        token.classList.toggle('beyond', row >= rows && a !== this.followed)
        const x = frame.x + 16 + pitch / 2 + (i % columns) * pitch
        const y = frame.y + frame.top + pitch / 2 + Math.min(row, rows) * pitch
        token.setAttribute('d', outline(token.kind, pitch / 11))
        if (token.isNew) {
          token.isNew = false
          // The first place is drawn before the way to the second begins.
          requestAnimationFrame(() => put(token, x, y))
        } else put(token, x, y)
      })
      const counts = this.record.worlds[this.d].counts[node]
      this.labels[node].textContent = Object.entries(glyphs)
        .filter(([kind]) => counts[kind] > 0).map(([kind, glyph]) => `${glyph}${counts[kind]}`).join(' ')
    }
    this.stale.clear()
  }

  /** Marks one applicant, or nobody. */
  follow(a) {
    this.followed = a
    for (const [key, token] of this.tokens) {
      const isIt = a !== null && key.startsWith(`${a} `)
      token.classList.toggle('followed', isIt)
      if (isIt) this.layer.append(token)
    }
    this.layer.classList.toggle('following', a !== null)
    this.record.replay.nodes.forEach((_, node) => this.stale.add(node))
    this.flush()
  }
}

function put(token, x, y) {
  token.style.transform = `translate(${x}px, ${y}px)`
}

/** An element of a drawing. */
export function mark(name, attributes = {}) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  return element
}
