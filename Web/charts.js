// Charts through Vega, drawn when they come into view; each has its finding in words and its data as a table.

import { make, fill, settled } from './dom.js'
import { ownFile, say } from './words.js'

let vegaLoading = null
const drawnCharts = new Set()

/** The Vega bundle; null when set-up has not written it. */
function vega() {
  vegaLoading ??= import('./vega.js').catch(() => null)
  return vegaLoading
}

let themeLoading = null

/** What charts of reports look like; only its forms are taken, colors are those of the page. */
function reportTheme() {
  themeLoading ??= ownFile('chart-theme.json').catch(() => ({}))
  return themeLoading
}

const inSight = typeof IntersectionObserver === 'function'
  ? new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue
      inSight.unobserve(entry.target)
      entry.target.dispatchEvent(new Event('insight'))
    }
  }, { rootMargin: '300px' })
  : null

/** Calls an action once when an element is about to be seen. */
export function whenSeen(element, action) {
  element.addEventListener('insight', action, { once: true })
  if (inSight) inSight.observe(element)
  else action()
}

/** A chart of a page as a figure; `tableOf` shows its data. */
export function chartFigure(chart, tableOf) {
  const place = make('div', { class: 'chart', role: 'img', 'aria-label': chart.finding })
  const data = tableOf(chart.table)
  const figure = make('figure', { class: 'chart-figure', 'data-chart': chart.id },
    make('figcaption', {}, chart.finding), place, data)
  const drawn = { chart, place, data, view: null }
  whenSeen(place, () => {
    drawnCharts.add(drawn)
    draw(drawn)
  })
  return figure
}

async function draw(drawn) {
  const bundle = await vega()
  if (!drawn.place.isConnected) {
    drawnCharts.delete(drawn)
    return
  }
  if (!bundle) {
    drawn.data.open = true
    drawn.place.removeAttribute('role')
    drawn.place.removeAttribute('aria-label')
    fill(drawn.place, make('p', { class: 'hint' }, say('no-charts')))
    return
  }
  drawn.view?.finalize()
  const specification = structuredClone(drawn.chart.specification)
  const report = await reportTheme()
  const forms = joined(recolored(report.config ?? {}, report), specification.config ?? {})
  specification.config = joined(forms, chartTheme())
  drawn.width = drawn.place.clientWidth
  wrapTitles(specification, drawn.width)
  specification.autosize ??= { type: 'fit-x', contains: 'padding' }
  try {
    const { view } = await bundle.vegaEmbed(drawn.place, specification, {
      ast: true, actions: false, renderer: 'svg', defaultStyle: false, logLevel: 1,
      tooltip: { disableDefaultStyle: true, theme: 'custom' },
    })
    drawn.view = view
    // The figure says what the chart shows; its marks would be read out one by one.
    drawn.place.querySelector('svg')?.setAttribute('aria-hidden', 'true')
  } catch {
    drawn.data.open = true
    fill(drawn.place, make('p', { class: 'hint' }, say('chart-failed')))
  }
}

/** Draws the charts again that are on the page, for another theme. */
export function redrawCharts() {
  for (const drawn of [...drawnCharts]) {
    if (drawn.place.isConnected) draw(drawn)
    else {
      drawn.view?.finalize()
      drawnCharts.delete(drawn)
    }
  }
}

// Marks follow the window by themselves, lines of titles do not.
addEventListener('resize', settled(150, () => {
  for (const drawn of [...drawnCharts]) {
    if (drawn.place.isConnected && drawn.width !== drawn.place.clientWidth) draw(drawn)
  }
}))

/** The charts on the page that are drawn: `{chart, svg(), png()}`. */
export function chartsOnPage() {
  const found = []
  for (const { chart, place, view } of drawnCharts) {
    if (!view || !place.isConnected) continue
    found.push({
      chart,
      svg: () => view.toSVG(),
      png: async () => {
        const canvas = await view.toCanvas(2)
        return new Promise((done) => canvas.toBlob(done, 'image/png'))
      },
    })
  }
  return found
}

/** Titles of the horizontal axis in lines that fit into a width. */
function wrapTitles(specification, width) {
  const pen = document.createElement('canvas').getContext('2d')
  const { titleFontSize, titleFontWeight } = specification.config.axis
  // The vertical axis has its part of the width, the more the larger the letters.
  const room = 8 * titleFontSize
  pen.font = `${titleFontWeight} ${titleFontSize}px ${specification.config.font}`
  for (const part of [specification, ...(specification.layer ?? [])]) {
    const channel = part.encoding?.x
    if (typeof channel?.title === 'string') channel.title = wrapped(channel.title, (text) => pen.measureText(text).width <= width - room)
  }
}

/** A text in lines that fit, broken where the language allows it. */
function wrapped(text, fits) {
  const lines = ['']
  for (const { segment } of new Intl.Segmenter(document.documentElement.lang, { granularity: 'word' }).segment(text)) {
    const longer = lines.at(-1) + segment
    if (fits(longer.trimEnd()) || !/[\p{L}\p{N}]/u.test(segment) || lines.at(-1) === '') lines[lines.length - 1] = longer
    else lines.push(segment)
  }
  return lines.map((line) => line.trim())
}

/** Two configurations as one; where both say something, the second counts. */
function joined(first, second) {
  const isGroup = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)
  const all = { ...first }
  for (const [key, value] of Object.entries(second)) all[key] = isGroup(value) && isGroup(all[key]) ? joined(all[key], value) : value
  return all
}

/** A configuration with the page's ink and paper in the place of the report's. */
function recolored(value, { ink, background }) {
  if (value === ink) return pageColor('--ink')
  if (value === background) return pageColor('--paper')
  if (Array.isArray(value)) return value.map((item) => recolored(item, { ink, background }))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, recolored(inner, { ink, background })]))
}

function pageColor(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** The colors and types of the theme, as Vega wants them. */
function chartTheme() {
  const style = getComputedStyle(document.documentElement)
  const color = pageColor
  const size = parseFloat(style.fontSize)
  const small = Math.round(size * 0.8)
  const text = { labelColor: color('--ink-soft'), titleColor: color('--ink-soft'), labelFontSize: small }
  const titled = { ...text, titleFontSize: small, titleFontWeight: 500 }
  return {
    background: 'transparent',
    font: style.fontFamily,
    view: { stroke: 'transparent' },
    axis: {
      ...titled, gridColor: color('--line'), domainColor: color('--line-strong'), tickColor: color('--line-strong'),
      labelLimit: 220, titlePadding: 10,
    },
    legend: { ...titled, symbolStrokeColor: color('--ink-soft'), labelLimit: 260, orient: 'bottom' },
    header: titled,
    title: { color: color('--ink'), fontSize: Math.round(size * 0.9), fontWeight: 600, anchor: 'start' },
    range: {
      category: [1, 2, 3, 4, 5, 6].map((index) => color(`--series-${index}`)),
      diverging: [color('--worse'), color('--surface-2'), color('--better')],
      verdict: ['--better', '--worse', '--ink', '--ink', '--ink-soft', '--open'].map(color),
      ordinal: { scheme: 'tealblues' },
      heatmap: { scheme: 'tealblues' },
    },
    mark: { color: color('--series-2') },
    bar: { color: color('--series-2') },
    line: { color: color('--series-2'), strokeWidth: 2 },
    point: { color: color('--series-2'), filled: true, size: 70 },
    rule: { color: color('--ink') },
    tick: { color: color('--ink') },
    text: { color: color('--ink'), fontSize: small },
    area: { color: color('--series-2') },
  }
}
