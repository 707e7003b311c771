// What goes with a replay: the cumulative flow of a node, and the passage of the applicant followed.

import { mark } from './replay-tokens.js'

const size = { width: 460, height: 220, left: 46, right: 12, top: 24, bottom: 26 }

/** The flow of one node in one design, called `title`; `cursor(time)` moves its line. */
export function flowChart(record, design, title, node, say, number, most) {
  const flow = record.replay.flow.find((one) => one.design === design && one.node === node)
  const svg = mark('svg', { viewBox: `0 0 ${size.width} ${size.height}`, role: 'img', class: 'flow-chart' })
  const label = svg.appendChild(mark('title'))
  label.textContent = `${title}: ${say('replay-flow')}`
  text(svg, size.left, 14, title, { class: 'flow-head' })
  const points = flow?.points ?? []
  // What the three lines are, from right to left.
  let end = size.width - size.right
  for (const name of ['done', 'started', 'arrived']) {
    const word = say(`replay-flow-${name}`)
    text(svg, end, 14, word, { 'text-anchor': 'end' })
    end -= [...word].reduce((sum, one) => sum + (one.charCodeAt(0) > 0x2e80 ? 12 : 6.6), 0) + 34
    svg.append(mark('path', { d: `M${end + 6} 10h24`, class: `flow-line flow-${name}` }))
    end -= 8
  }
  const { from, to } = span(record)
  const x = (time) => size.left + (time - from) / (to - from) * (size.width - size.left - size.right)
  const y = (count) => size.height - size.bottom - count / Math.max(1, most) * (size.height - size.top - size.bottom)
  for (let i = 0; i <= 4; i += 1) {
    const count = most * i / 4
    svg.append(mark('path', { d: `M${size.left} ${y(count)}H${size.width - size.right}`, class: 'flow-grid' }))
    if (Number.isInteger(count) || i === 4) text(svg, size.left - 5, y(count) + 4, number(count), { 'text-anchor': 'end' })
  }
  text(svg, size.left, size.height - 8, record.moment(from).date)
  text(svg, size.width - size.right, size.height - 8, record.moment(to).date, { 'text-anchor': 'end' })
  const line = (index) => points.map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point[0]).toFixed(1)} ${y(point[index]).toFixed(1)}`).join('')
  if (points.length > 1) {
    const between = (a, b) => `${line(a)}L${points.toReversed().map((point) => `${x(point[0]).toFixed(1)} ${y(point[b]).toFixed(1)}`).join('L')}z`
    svg.append(mark('path', { d: between(1, 2), class: 'flow-waiting' }), mark('path', { d: between(2, 3), class: 'flow-working' }))
    for (const [index, name] of [[1, 'arrived'], [2, 'started'], [3, 'done']]) {
      svg.append(mark('path', { d: line(index), class: `flow-line flow-${name}` }))
    }
  }
  const cursor = svg.appendChild(mark('path', { class: 'flow-cursor' }))
  const at = (time) => {
    let last = [0, 0, 0, 0]
    for (const point of points) {
      if (point[0] > time) break
      last = point
    }
    return { arrived: last[1], started: last[2], done: last[3] }
  }
  return {
    svg, at,
    cursor: (time) => cursor.setAttribute('d', `M${x(Math.min(Math.max(time, from), to)).toFixed(1)} ${size.top}V${size.height - size.bottom}`),
  }
}

/** The largest count of a node over all designs. */
export function mostOf(record, node) {
  const all = record.replay.flow.filter((one) => one.node === node).map((one) => one.points.at(-1)[1])
  const most = Math.max(4, ...all)
  const step = 10 ** Math.floor(Math.log10(most))
  return Math.ceil(most / step / 0.5) * step * 0.5
}

function span(record) {
  const ends = record.replay.flow.flatMap((flow) => [flow.points[0][0], flow.points.at(-1)[0]])
  return { from: Math.min(record.replay.from, ...ends), to: Math.max(record.replay.to, ...ends) }
}

/** The passage of one applicant in both worlds as bars by node; `cursor(time)` moves the line. */
export function passageChart(record, a, say, titleOf, titles) {
  const applicant = record.replay.applicants[a]
  const worlds = applicant.worlds.map((world) => barsOf(record, world))
  const end = Math.max(...worlds.flatMap((world) => world.bars.map((bar) => bar.to)), applicant.need + 3_600_000)
  const lanes = worlds.map((world) => [...new Set(world.bars.map((bar) => bar.node))])
  const left = 200
  const width = 900
  const height = lanes.reduce((sum, list) => sum + 26 + list.length * 19, 0) + 30
  const svg = mark('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', class: 'replay-passage' })
  svg.append(mark('title'))
  svg.firstChild.textContent = `${applicant.class}:${applicant.index}`
  const x = (time) => left + (time - applicant.need) / (end - applicant.need) * (width - left - 16)
  let y = 0
  worlds.forEach((world, d) => {
    text(svg, 4, y + 16, titles[d], { class: 'flow-head' })
    y += 26
    for (const node of lanes[d]) {
      text(svg, 4, y + 12, shortened(titleOf(node)))
      for (const bar of world.bars.filter((one) => one.node === node)) {
        const [from, to] = [x(bar.from), x(bar.to)]
        const rect = mark('rect', { x: from, y: y + 2, width: Math.max(1.5, to - from), height: 13, class: `bar ${bar.state}` })
        rect.append(mark('title'))
        const [begin, finish] = [record.moment(bar.from), record.moment(bar.to)]
        rect.firstChild.textContent = `${titleOf(node)}: ${say(`replay-state-${bar.state}`)} ${begin.date} – ${finish.date}`
        svg.append(rect)
        if (bar.state === 'queue' && to - from > 4) svg.append(mark('path', { d: hatch(from, y + 2, to - from, 13), class: 'hatch' }))
        else if (to - from > 70) text(svg, from + 4, y + 12.5, say(`replay-state-${bar.state}`), { class: `bar-word ${bar.state}` })
      }
      y += 19
    }
    if (world.end !== null) {
      svg.append(mark('path', { d: `M${x(world.end)} ${y - lanes[d].length * 19}V${y}`, class: 'passage-end' }))
    }
  })
  text(svg, left, height - 8, record.moment(applicant.need).date)
  text(svg, width - 16, height - 8, record.moment(end).date, { 'text-anchor': 'end' })
  const cursor = svg.appendChild(mark('path', { class: 'flow-cursor' }))
  return {
    svg,
    cursor: (time) => cursor.setAttribute('d', `M${x(Math.min(Math.max(time, applicant.need), end))} 4V${height - 24}`),
  }
}

function barsOf(record, world) {
  const bars = []
  const open = new Map()
  let end = null
  for (const [time, node, index] of world.events) {
    const state = record.replay.states[index]
    const begun = open.get(node)
    if (begun && time > begun.from) bars.push({ node, state: begun.state, from: begun.from, to: time })
    open.delete(node)
    if (node === record.operate) end = time
    else if (state !== 'done') open.set(node, { from: time, state })
  }
  bars.sort((p, q) => p.from - q.from)
  return { bars, end }
}

function hatch(x, y, width, height) {
  let path = ''
  for (let start = -height; start < width; start += 5) {
    const [from, to] = [Math.max(0, start), Math.min(width, start + height)]
    if (to > from) path += `M${x + from} ${y + height - (from - start)}L${x + to} ${y + height - (to - start)}`
  }
  return path
}

/** A title that fits its lane; the whole one stands in the bars' own words. */
function shortened(title) {
  let width = 0
  for (let i = 0; i < title.length; i += 1) {
    width += title.charCodeAt(i) > 0x2e80 ? 2 : 1
    if (width > 30) return `${title.slice(0, i)}…`
  }
  return title
}

function text(svg, x, y, content, attributes = {}) {
  const element = svg.appendChild(mark('text', { x, y, ...attributes }))
  element.textContent = content
  return element
}
