// Comparison: the answer first, then what supports it; what costs more time comes when it is asked for.

import { fill, goTo, make } from './dom.js'
import { whenSeen } from './charts.js'
import { checks, commandLine, foldable, scenarioTitle, screenHead, waiting } from './frame.js'
import { sectionView } from './page-view.js'
import { problemView } from './problems.js'
import { mountReplay } from './replay.js'
import { announceRun, failureView, howMany, progressLine, startStudy } from './study.js'
import { allWords, currentLanguage, designTitle, languageTag, say, titlesOf } from './words.js'

/** Sections that are made by requests of their own, in reading order, and whether they come by themselves. */
const laterSections = [
  { id: 'attribution', byItself: false },
  { id: 'lost-most', byItself: true },
  { id: 'map', byItself: true },
  { id: 'replay', byItself: false },
]

/** Where a section of a page stands before the later ones. */
const earlySections = ['answer', 'change', 'times', 'cost', 'risk', 'distribution', 'who']

/** The comparison of designs of a scenario. */
export function compareView(lab) {
  let root = null
  let run = null
  let scenario = null
  let problem = null
  let focus = null
  let later = new Map()
  let body = null
  let line = null
  let laterStop = new AbortController()

  lab.scenario(lab.state.scenario).then((found) => {
    scenario = found
    if (root) draw()
  }, (error) => {
    problem = error
    if (root) draw()
  })
  start()

  function start() {
    run?.drop()
    forgetLater()
    focus = null
    const request = lab.request({ method: 'compare', designs: lab.state.designs ?? null })
    run = startStudy(lab.source, request, changed)
    lab.shows(request, null)
  }

  /** Leaves what was asked of another choice; the server stops when nobody listens. */
  function forgetLater() {
    laterStop.abort()
    laterStop = new AbortController()
    later = new Map()
  }

  function changed(which, what) {
    if (which !== run) return
    line?.update(run)
    if (what === 'done') lab.shows(run.request, run.result)
    if (what !== 'progress') drawBody()
    announceRun(run, what)
  }

  function designNames() {
    const known = run?.result?.results?.designs?.map((design) => design.name)
    const entry = scenario ?? lab.entry(lab.state.scenario)
    return known ?? entry?.designs?.map((design) => design.name) ?? []
  }

  function titled(name) {
    const entry = scenario ?? lab.entry(lab.state.scenario)
    return designTitle({ ...titlesOf(entry?.designs), ...run?.result?.results?.designTitles }, name)
  }

  function baseline() {
    return (scenario ?? lab.entry(lab.state.scenario))?.baseline ?? designNames()[0]
  }

  function focused() {
    const names = designNames().filter((name) => name !== baseline())
    if (focus && names.includes(focus)) return focus
    const designs = scenario?.designs ?? []
    const most = names.map((name) => ({ name, n: designs.find((design) => design.name === name)?.reforms?.length ?? 0 }))
    return most.sort((one, other) => other.n - one.n)[0]?.name ?? null
  }

  function draw() {
    line = progressLine({ again: () => { start(); draw() } })
    body = make('div', { class: 'results' })
    fill(root,
      screenHead(lab, {
        kind: say('door-compare'), title: scenarioTitle(lab), what: say('compare-what'),
        from: fromText(),
        next: [
          { label: say('next-change'), go: () => lab.open({ view: 'what-if' }) },
          { label: say('next-export'), go: () => lab.exportDialog() },
        ],
      }),
      problem ? problemView(problem, { again: () => lab.open({}) }) : null,
      designChoice(), line.element, body)
    line.update(run)
    drawBody()
  }

  function fromText() {
    const entry = lab.entry(lab.state.scenario)
    const n = run?.result?.replications ?? run?.result?.results?.manifest?.replications ?? entry?.replications ?? '…'
    return say('compare-from', { n: String(n), seed: String(lab.state.seed ?? entry?.seed ?? '') })
  }

  function designChoice() {
    const entry = scenario ?? lab.entry(lab.state.scenario)
    const others = (entry?.designs ?? []).filter((design) => design.name !== entry.baseline)
    if (others.length < 2 || !lab.source.isLive) return null
    const chosen = new Set(lab.state.designs ?? others.map((design) => design.name))
    return checks(say('designs'), others.map((design) => ({
      name: design.name, label: titled(design.name), checked: chosen.has(design.name),
    })), (name, on) => {
      if (on) chosen.add(name)
      else chosen.delete(name)
      if (chosen.size === 0) chosen.add(name)
      const all = others.every((design) => chosen.has(design.name))
      const names = [entry.baseline, ...others.map((design) => design.name).filter((other) => chosen.has(other))]
      lab.keep({ designs: all ? null : names })
      start()
      draw()
    })
  }

  function drawBody() {
    if (!body) return
    if (!scenario && !problem) {
      // It is drawn once, with what the scenario says of its designs.
      fill(body, waiting(say('running-hint')))
      return
    }
    const language = currentLanguage()
    const page = run.result?.pages?.[language]
    const part = run.partial?.pages?.[language]
    if (run.status === 'failed') {
      fill(body, failureView(run, () => { start(); draw() }))
      return
    }
    if (!page && !part) {
      fill(body, run.status === 'cancelled' ? make('p', { class: 'hint' }, say('cancelled-hint')) : waiting(say('running-hint')))
      return
    }
    if (!page) {
      fill(body, howMany(run.partial.replications, run.partial.of),
        part.sections.filter((section) => ['answer', 'change', 'times'].includes(section.id)).map((section) => sectionView(section)))
      return
    }
    drawPage(page)
  }

  function drawPage(page) {
    const shown = page.sections.map((section) => ({ id: section.id, heading: section.heading, view: sectionView(section) }))
    const early = shown.filter((section) => earlySections.includes(section.id))
    const late = shown.filter((section) => !earlySections.includes(section.id))
    const mine = laterSections.filter(({ id }) => !shown.some((section) => section.id === id)).map(laterView)
    const order = [...early, focusChoice(), ...mine, ...late].filter(Boolean)
    const content = make('div', { class: 'parts', lang: languageTag(page.language) }, order.map((section) => section.view),
      run.result.command ? commandLine(lab, run.result.command) : null)
    fill(body, make('div', { class: 'with-contents' },
      contents(order.filter((section) => section.heading)), content))
    followContents(body)
  }

  function contents(sections) {
    return make('nav', { class: 'contents', 'aria-label': say('contents') },
      foldable('contents', say('contents'), make('ol', {}, sections.map(({ id, heading }) => make('li', {},
        make('button', { type: 'button', 'data-to': `part-${id}`, onclick: () => goTo(document.getElementById(`part-${id}`)) }, heading))))))
  }

  function focusChoice() {
    const names = designNames().filter((name) => name !== baseline())
    if (names.length < 2) return null
    const select = make('select', {
      id: 'focus-design',
      onchange: () => {
        focus = select.value
        forgetLater()
        const place = select.getBoundingClientRect().top
        drawBody()
        const again = document.getElementById('focus-design')
        again?.focus()
        scrollBy(0, (again?.getBoundingClientRect().top ?? place) - place)
      },
    }, names.map((name) => make('option', { value: name, selected: name === focused() }, titled(name))))
    return { view: make('div', { class: 'focus-design' }, make('h2', {}, say('in-detail')),
      make('p', {}, make('label', { for: 'focus-design' }, say('focus-design')), ' ', select)) }
  }

  function laterView({ id, byItself }) {
    const place = make('div', { class: 'later' })
    const heading = say(`later-${id}`)
    const view = make('section', { id: `part-${id}`, class: `part part-${id}`, 'aria-labelledby': `part-${id}-head` },
      make('h2', { id: `part-${id}-head` }, heading), make('p', { class: 'note' }, say(`later-${id}-what`)), place)
    const state = later.get(id)
    if (state) showLater(id, place)
    else {
      const ask = () => { if (!later.has(id)) askLater(id, place) }
      fill(place, make('p', {}, make('button', { type: 'button', onclick: ask }, say(`later-${id}-ask`))))
      if (byItself) whenSeen(place, ask)
    }
    return { id, heading, view }
  }

  function detailRequest(method) {
    const designs = [baseline(), focused()].filter(Boolean)
    return lab.request({ method, designs: method === 'attribute' ? [focused()] : designs })
  }

  async function askLater(id, place) {
    const state = { status: 'running', value: null, error: null, progress: null }
    later.set(id, state)
    const mine = later
    showLater(id, place)
    try {
      state.value = await laterRequest(id, (progress) => {
        state.progress = progress
        const text = place.querySelector('.later-progress')
        if (text) text.textContent = say('replications-done', { n: progress.done, of: progress.total })
      })
      state.status = 'done'
    } catch (error) {
      if (error.name === 'AbortError') return
      state.status = 'failed'
      state.error = error
    }
    if (later !== mine) return
    const now = place.isConnected ? place : document.querySelector(`#part-${id} .later`)
    if (now) showLater(id, now)
  }

  async function laterRequest(id, onProgress) {
    const { signal } = laterStop
    if (id === 'attribution') {
      return lab.source.study(detailRequest('attribute'), { signal, onProgress })
    }
    if (id === 'lost-most') {
      const lost = run.result?.results?.comparisons?.find((found) => found.design === focused())?.applicants?.lostMost
      return lab.source.timelines({
        ...detailRequest('compare'), applicant: lost ? { class: lost.class, index: lost.index } : null,
        replication: lost?.replication ?? 0,
      }, signal)
    }
    const map = later.get('map')?.value ?? await lab.source.map(detailRequest('compare'), signal)
    if (id === 'map') return map
    const replay = await lab.source.replay({ ...detailRequest('compare'), replication: 0, applicants: 60 }, signal)
    return { replay, map }
  }

  function showLater(id, place) {
    const state = later.get(id)
    const language = currentLanguage()
    if (state.status === 'running') {
      fill(place, waiting(say('working-on-it')), make('p', { class: 'later-progress hint' }))
    } else if (state.status === 'failed') {
      fill(place, problemView(state.error, { again: () => askLater(id, place) }))
    } else if (id === 'replay') {
      const element = make('div', { class: 'replay' })
      fill(place, make('h3', {}, say('both-worlds')), element)
      const pictures = state.value.map.pages[language].sections.flatMap((section) => section.blocks)
        .filter((block) => block.type === 'picture').map((block) => block.svg)
      try {
        mountReplay(element, state.value.replay, pictures, { words: allWords(), language })
      } catch (error) {
        fill(place, problemView(error, { again: () => askLater(id, place) }))
      }
    } else {
      const sections = state.value.pages[language].sections
      const found = sections.find((section) => section.id === id)
      const blocks = (found ? [found] : sections).map((section) => [...sectionView(section, { level: 3, prefix: `later-${id}` }).children])
      fill(place, blocks.flat().filter((child, index) => !(index === 0 && child.matches('h3') && found)))
    }
  }

  return {
    title: () => `${say('door-compare')} · ${scenarioTitle(lab)}`,
    render(into) {
      root = into
      draw()
    },
    leave() {
      run?.drop()
      laterStop.abort()
      return true
    },
    themed() { if (later.get('map')) drawBody() },
  }

}

/** Marks in the table of contents the part that is being read. */
function followContents(body) {
  if (typeof IntersectionObserver !== 'function') return
  const buttons = new Map([...body.querySelectorAll('.contents button')].map((button) => [button.dataset.to, button]))
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue
      for (const button of buttons.values()) button.removeAttribute('aria-current')
      buttons.get(entry.target.id)?.setAttribute('aria-current', 'true')
    }
  }, { rootMargin: '-15% 0px -70% 0px' })
  for (const part of body.querySelectorAll('.part')) seen.observe(part)
}
