// Two worlds under one clock: the same applicants move over the map before and the map after.

import { mountMap, wordsOf } from './map.js'
import { adoptStyle } from './own-style.js'
import { ReplayRecord } from './replay-record.js'
import { TokenLayer, signOf } from './replay-tokens.js'
import { flowChart, mostOf, passageChart } from './replay-charts.js'

const styleRules = `
.replay-bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: .5rem; position: sticky; top: 0; z-index: 2;
  background: var(--surface, #fff); border: 1px solid var(--line, #ccc); border-radius: 8px; }
.replay-bar button, .replay-bar select, .replay-more select { min-height: 2.25rem; min-width: 2.25rem; font: inherit; padding: .125rem .5rem;
  color: var(--ink, #1a1a1a); background: var(--surface, #fff); border: 1px solid var(--line-strong, #6b6b6b); border-radius: 6px; max-width: 100%; }
.replay-bar button[data-does="play"] { background: var(--accent, #0b6466); color: var(--accent-ink, #fff); min-width: 5.5rem; }
.replay-bar :is(button, select, input):focus-visible, .replay-more select:focus-visible { outline: 3px solid var(--focus, #0a4fd0); outline-offset: 1px; }
.replay-bar label { display: inline-flex; flex-wrap: wrap; gap: .25rem .375rem; align-items: center; max-width: 100%; }
.replay-bar .replay-scrub { flex: 1 1 16rem; min-width: 0; }
.replay-bar .replay-scrub input { flex: 1 1 8rem; min-width: 6rem; min-height: 1.75rem; accent-color: var(--accent, #0b6466); }
.replay-now { font-variant-numeric: tabular-nums; min-width: 11em; }
.replay-signs { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: .25rem .5rem; margin: 0; }
.replay-signs span { display: inline-flex; gap: .25rem; align-items: center; }
.replay-worlds { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); gap: .75rem; }
.replay-world { min-width: 0; border: 1px solid var(--line, #ccc); border-radius: 8px; overflow: hidden; background: var(--surface, #fff); }
.replay-world h4 { margin: .5rem .75rem 0; font-size: 1rem; }
.replay-figures { display: flex; flex-wrap: wrap; gap: .125rem 1rem; margin: .25rem .75rem; font-variant-numeric: tabular-nums; }
.replay-figures div { display: flex; gap: .375rem; }
.replay-figures dt { color: var(--ink-soft, #555); } .replay-figures dd { margin: 0; font-weight: 600; }
.replay-check { margin: 0 .75rem .25rem; color: var(--ink-soft, #555); }
.replay-world .map-frame { max-height: min(64vh, 44rem); }
.replay-world .facts { display: none; }
.replay-world .head text { font-size: 14px; }
.token { fill: none; stroke: var(--ink, #1a1a1a); stroke-width: 1.3; transition: transform .45s ease-in-out; }
.token.working { fill: var(--series-2, #0b7a75); stroke: var(--series-2, #0b7a75); }
.token.waiting { stroke: var(--series-3, #c2571a); stroke-width: 1.8; fill: var(--paper, #fff); }
.token.applicant { stroke: var(--series-4, #5b5ea6); fill: var(--paper, #fff); }
.token.ended { fill: var(--ink, #1a1a1a); }
.token.beyond { visibility: hidden; }
.tokens.following .token { opacity: .45; }
.tokens.following .token.followed { opacity: 1; stroke: var(--focus, #0a4fd0); stroke-width: 3; }
.token-count { font-size: 17px; font-weight: 700; fill: var(--ink, #1a1a1a); paint-order: stroke; stroke: var(--paper, #fff); stroke-width: 4px; }
.replay-more { display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; margin-top: .75rem; }
.replay-more select { max-width: 100%; }
.replay-flows { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: .75rem; }
.flow-chart, .replay-passage { width: 100%; height: auto; font-size: 11.5px; fill: var(--ink, #1a1a1a); background: var(--surface, #fff); }
.replay-passage { min-width: 640px; max-width: 1000px; } .replay-passage-frame { overflow-x: auto; }
.flow-head { font-weight: 700; font-size: 13px; }
.flow-grid { stroke: var(--line, #ccc); stroke-width: .6; fill: none; }
.flow-line { fill: none; stroke: var(--ink, #1a1a1a); stroke-width: 1.8; }
.flow-line.flow-started { stroke-dasharray: 7 4; } .flow-line.flow-done { stroke-dasharray: 2 3; }
.flow-waiting { fill: var(--series-3, #c2571a); opacity: .35; } .flow-working { fill: var(--series-2, #0b7a75); opacity: .3; }
.flow-cursor { stroke: var(--focus, #0a4fd0); stroke-width: 1.5; fill: none; }
.bar { stroke: #555; stroke-width: .5; fill: #d5ecd9; }
.bar.applicant { fill: #bcd7f2; } .bar.intermediary { fill: #d8c9ef; } .bar.window { fill: #f6dc8c; } .bar.queue, .bar.assembling { fill: #fff; }
.bar.review { fill: #2f5d94; } .bar.notice { fill: #e2e2e2; } .bar.correction { fill: #f2ab73; }
.flow-chart { max-width: 36rem; }
.hatch { stroke: #555; stroke-width: .7; fill: none; } .bar-word { fill: #1a1a1a; font-size: 10.5px; } .bar-word.review { fill: #fff; }
.passage-end { stroke: var(--ink, #1a1a1a); stroke-width: 2.5; }
.replay-table { overflow-x: auto; } .replay-table table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.replay-table :is(th, td) { padding: .25rem .5rem; border-bottom: 1px solid var(--line, #ccc); text-align: end; }
.replay-table :is(th, td):first-child { text-align: start; }
@media (prefers-reduced-motion: reduce) { .token { transition: none; } }
@media (max-width: 40rem) { .replay-bar { position: static; } }`

const speeds = [0.25, 0.5, 1, 2, 4]
/** At ordinary speed the whole record takes so many seconds. */
const ordinarySeconds = 60

/**
 * Shows a recorded run in `element`. `maps` are SVG texts of the maps before and after; `replay` is the JSON of
 * the lab. Returns `{record, seek, play, pause, follow}`, for a page that drives it.
 */
export function mountReplay(element, replay, maps, { words, language } = {}) {
  adoptStyle('replay', styleRules)
  const say = wordsOf(words, language)
  const titles = replay.designs.map((name) => replay.designTitles?.[name]?.[language] ?? name)
  const put = (id, values) => say(id).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
  const number = (value, decimals = 1) =>
    new Intl.NumberFormat(language === 'en' ? 'en' : 'zh-CN', { maximumFractionDigits: decimals, minimumFractionDigits: 0 }).format(value)
  const rounded = (value) => new Intl.NumberFormat(language === 'en' ? 'en' : 'zh-CN', { maximumSignificantDigits: 2 }).format(value)
  const titleOf = (node) => replay.nodes[node].title?.[language] ?? replay.nodes[node].name
  const nameOf = (a) => `${replay.applicants[a].class}:${replay.applicants[a].index}`
  const record = new ReplayRecord(replay)
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  const span = Math.max(1, replay.to - replay.from)
  let pace = span / ordinarySeconds / 1000
  let playing = false
  let followed = null
  let flows = []
  let passage = null

  // MARK: parts

  const bar = part('div', 'replay-bar', { role: 'group', 'aria-label': say('replay-title') })
  const button = (does, glyph, id, action) => {
    const made = part('button', '', { type: 'button', 'data-does': does, title: say(id) })
    made.textContent = glyph
    if (glyph !== say(id)) made.setAttribute('aria-label', say(id))
    made.addEventListener('click', action)
    bar.append(made)
    return made
  }
  button('start', '|◀', 'replay-start', () => seek(replay.from))
  button('back', '◀', 'replay-back', () => step(false))
  const playButton = isStill ? null : button('play', say('replay-play'), 'replay-play', () => (playing ? pause() : play()))
  button('forward', '▶', 'replay-forward', () => step(true))
  button('end', '▶|', 'replay-end', () => seek(replay.to))
  const scrub = part('input', '', { type: 'range', min: '0', max: '1000', step: '1', value: '0' })
  const now = part('output', 'replay-now')
  scrub.addEventListener('input', () => seek(replay.from + span * Number(scrub.value) / 1000, { keepPlaying: true }))
  bar.append(labelled(say('replay-time'), scrub, 'replay-scrub'), now)
  if (!isStill) {
    const speed = part('select')
    for (const factor of speeds) {
      speed.append(option(String(factor), put('replay-speed-unit', { days: rounded(span / 86_400_000 / ordinarySeconds * factor) })))
    }
    speed.value = '1'
    speed.addEventListener('change', () => { pace = span / ordinarySeconds / 1000 * Number(speed.value) })
    bar.append(labelled(say('replay-speed'), speed))
  }
  const chosen = part('select', '', { 'data-does': 'follow' })
  chosen.append(option('', say('replay-nobody')))
  for (const [sign, id] of [[1, 'replay-most-lost'], [-1, 'replay-most-gained']]) {
    const most = record.most(sign)
    if (most !== null) chosen.append(option(String(most), `${say(id)}（${nameOf(most)}）`))
  }
  replay.applicants.forEach((_, a) => chosen.append(option(String(a), nameOf(a))))
  chosen.addEventListener('change', () => follow(chosen.value === '' ? null : Number(chosen.value)))
  bar.append(labelled(say('replay-follow'), chosen))

  const signs = part('p', 'replay-signs')
  for (const [kind, id] of [['applicant', 'replay-with-applicant'], ['waiting', 'replay-waiting'], ['working', 'replay-working'], ['ended', 'replay-ended']]) {
    const one = part('span')
    one.append(signOf(kind), say(id))
    signs.append(one)
  }
  const notes = part('p', 'replay-note')
  notes.textContent = [
    put('replay-shown', { shown: number(replay.applicants.length), left: number(replay.leftOut ?? 0) }),
    isStill ? say('replay-still') : say('replay-keys'),
  ].join(' ')

  const places = part('div', 'replay-worlds')
  const layers = []
  const views = replay.designs.map((_, d) => {
    const box = part('section', 'replay-world', { 'data-world': String(d) })
    const head = part('h4')
    head.textContent = worldHeading(say(d === 0 ? 'replay-before' : 'replay-after'), titles[d])
    const figures = part('dl', 'replay-figures')
    const values = ['arrived', 'ended', 'mean'].map((key) => {
      const row = part('div')
      const [term, value] = [part('dt'), part('dd', '', { 'data-figure': key })]
      term.textContent = say(`replay-${key}`)
      row.append(term, value)
      figures.append(row)
      return value
    })
    const check = part('p', 'replay-check')
    const map = part('div', 'drawing')
    box.append(head, figures, check, map)
    places.append(box)
    return { box, values, check, map, others: box.appendChild(part('p', 'replay-check')) }
  })

  const more = part('div', 'replay-more')
  const flowNode = part('select')
  replay.nodes.forEach((_, node) => {
    if (replay.flow.some((flow) => flow.node === node)) flowNode.append(option(String(node), titleOf(node)))
  })
  flowNode.value = String(record.operate)
  flowNode.addEventListener('change', () => drawFlow())
  const flowHead = part('h4')
  flowHead.textContent = say('replay-flow')
  const flowWhat = part('p')
  flowWhat.textContent = say('replay-flow-what')
  const flowPlace = part('div', 'replay-flows')
  const flowNumbers = part('p', 'replay-check')
  const passagePlace = part('div', 'replay-passage-frame')
  const details = part('details', 'replay-table')
  const summary = part('summary')
  summary.textContent = say('replay-table')
  const tablePlace = part('div')
  details.append(summary, tablePlace)
  details.open = isStill
  details.addEventListener('toggle', () => drawTable())
  const said = part('p', 'replay-check', { role: 'status', 'aria-live': 'polite' })
  more.append(said, details, passagePlace, flowHead, flowWhat, labelled(say('replay-flow-node'), flowNode), flowPlace, flowNumbers)
  element.replaceChildren(bar, signs, notes, places, more)

  views.forEach((view, d) => {
    const text = mapOf(maps, replay.designs, d)
    if (!text) return
    const { svg } = mountMap(view.map, text, { words, language, plain: true })
    layers[d] = new TokenLayer(svg, record, d)
  })

  // MARK: moving

  const moved = (d, a, node, state, from) => layers[d]?.move(a, node, state, from)

  function seek(time, { keepPlaying = false } = {}) {
    if (!keepPlaying) pause()
    said.textContent = ''
    const far = Math.abs(time - record.now) > span / 20
    if (record.seek(time, far ? null : moved) || far) for (const layer of layers) layer?.rebuild()
    else for (const layer of layers) layer?.flush()
    show()
    if (!playing) drawTable()
  }

  function step(forward) {
    seek(record.step(forward, followed))
    const { day, date } = record.moment(record.now)
    const parts = [`${put('replay-day', { day: number(day) })} ${date}`]
    if (followed !== null) parts.push(...replay.designs.map((_, d) => `${titles[d]}: ${whereIs(d, followed)}`))
    said.textContent = parts.join(' · ')
  }

  function whereIs(d, a) {
    const places = [...record.worlds[d].places[a]].map(([node, state]) => `${titleOf(node)} ${say(`replay-state-${state}`)}`)
    return places.length > 0 ? places.join(', ') : '–'
  }

  let last = 0
  function frame(at) {
    if (!playing) return
    if (!element.isConnected) return pause()
    const passed = Math.min(100, at - last)
    last = at
    const time = record.now + passed * pace
    record.seek(time, moved)
    for (const layer of layers) layer?.flush()
    show()
    if (record.now >= replay.to) return pause()
    requestAnimationFrame(frame)
  }

  function play() {
    if (isStill || playing) return
    if (record.now >= replay.to) seek(replay.from)
    playing = true
    playButton.textContent = say('replay-pause')
    playButton.title = say('replay-pause')
    last = performance.now()
    requestAnimationFrame(frame)
  }

  function pause() {
    if (!playing) return
    playing = false
    playButton.textContent = say('replay-play')
    playButton.title = say('replay-play')
    drawTable()
  }

  function follow(a) {
    followed = a
    chosen.value = a === null ? '' : String(a)
    for (const layer of layers) layer?.follow(a)
    passage = a === null ? null : passageChart(record, a, say, titleOf, titles)
    passagePlace.replaceChildren()
    if (passage) {
      const head = part('h4')
      head.textContent = `${say('replay-passage')}: ${nameOf(a)}`
      passagePlace.append(head, passage.svg)
    }
    show()
  }

  // MARK: showing

  function show() {
    const { day, date } = record.moment(record.now)
    scrub.value = String(Math.round((record.now - replay.from) / span * 1000))
    now.textContent = `${put('replay-day', { day: number(day) })} · ${date}`
    scrub.setAttribute('aria-valuetext', now.textContent)
    views.forEach((view, d) => {
      const { arrived, ended, mean } = record.counters(d)
      const texts = [number(arrived), number(ended), mean === null ? '–' : number(mean)]
      texts.forEach((text, i) => { if (view.values[i].textContent !== text) view.values[i].textContent = text })
      view.box.dataset.ended = String(ended)
      view.box.dataset.mean = String(mean)
      const isOver = record.now >= replay.to
      const figures = replay.figures[d]
      const recorded = figures.meanNeedToOperateDays === null ? '–' : number(figures.meanNeedToOperateDays)
      view.check.textContent = `${say('replay-recorded')}: ${number(figures.ended)}, ${recorded}`
        + (isOver ? ` · ${record.agrees(d) ? `✓ ${say('replay-agrees')}` : `✗ ${say('replay-differs')}`}` : '')
      const others = replay.nodes.map((node, n) => [node, n])
        .filter(([node, n]) => node.onMap === false && under(record.worlds[d].counts[n]) > 0)
      view.others.textContent = others.length === 0 ? ''
        : `${say('replay-off-map')}: ${others.map(([, n]) => `${titleOf(n)} ${under(record.worlds[d].counts[n])}`).join(', ')}`
    })
    for (const flow of flows) flow.cursor(record.now)
    if (flows.length > 0) {
      flowNumbers.textContent = flows.map((flow, d) => {
        const { arrived, started, done } = flow.at(record.now)
        return `${titles[d]}: ${say('replay-flow-arrived')} ${number(arrived)}, ${say('replay-flow-started')} ${number(started)}, ${say('replay-flow-done')} ${number(done)}`
      }).join(' · ')
    }
    passage?.cursor(record.now)
  }

  function drawFlow() {
    const node = Number(flowNode.value)
    const most = mostOf(record, node)
    flows = replay.designs.map((design, d) => flowChart(record, design, titles[d], node, say, number, most))
    flowPlace.replaceChildren(...flows.map((flow) => flow.svg))
    show()
  }

  function drawTable() {
    if (!details.open) return
    const table = part('table')
    const head = part('tr')
    const cell = (name, text, attributes = {}) => {
      const made = part(name, '', attributes)
      made.textContent = text
      return made
    }
    head.append(cell('th', say('replay-node'), { scope: 'col' }))
    for (const design of titles) {
      for (const id of ['replay-with-applicant', 'replay-waiting', 'replay-working', 'replay-ended']) {
        head.append(cell('th', `${design}: ${say(id)}`, { scope: 'col' }))
      }
    }
    table.append(head)
    replay.nodes.forEach((_, node) => {
      const counts = record.worlds.map((world) => world.counts[node])
      if (counts.every((one) => under(one) + one.ended === 0)) return
      const row = part('tr')
      row.append(cell('th', titleOf(node), { scope: 'row' }))
      for (const one of counts) for (const key of ['applicant', 'waiting', 'working', 'ended']) row.append(cell('td', number(one[key])))
      table.append(row)
    })
    tablePlace.replaceChildren(table)
  }

  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest('select, input, button, summary, .map-frame')) {
      if (event.key !== ' ' || !event.target.closest('input')) return
    }
    if (event.key === ' ') playing ? pause() : play()
    else if (event.key === 'ArrowRight') step(true)
    else if (event.key === 'ArrowLeft') step(false)
    else if (event.key === 'Home') seek(replay.from)
    else if (event.key === 'End') seek(replay.to)
    else return
    event.preventDefault()
  })
  element.tabIndex = -1

  drawFlow()
  seek(replay.from)
  return { record, seek, play, pause, follow }
}

/** How many are under way at a node. */
function under(counts) {
  return counts.waiting + counts.working + counts.applicant
}

/** `After · commitment`; a design that is called like its world, `before`, is named once. */
function worldHeading(world, title) {
  return world.toLowerCase() === title.toLowerCase() ? world : `${world} · ${title}`
}

/** The map of a world among SVG texts that say their design and view. */
function mapOf(maps, designs, d) {
  const view = d === 0 ? 'before' : 'after'
  const fits = (text) => text.slice(0, 2000).includes(`data-view="${view}"`)
  const own = (text) => text.slice(0, 2000).includes(`data-design="${designs[1]}"`)
  return maps.find((text) => fits(text) && own(text)) ?? maps.find(fits) ?? maps[d]
}

function part(name, style = '', attributes = {}) {
  const element = document.createElement(name)
  if (style) element.className = style
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

function option(value, text) {
  const element = part('option', '', { value })
  element.textContent = text
  return element
}

function labelled(text, control, style = '') {
  const label = part('label', style)
  label.append(text, control)
  return label
}
