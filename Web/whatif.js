// What if: reforms switched on and off, inputs changed; results follow and refine.

import { announce, fill, make, settled } from './dom.js'
import { commandLine, foldable, scenarioTitle, screenHead, waiting } from './frame.js'
import { inputList, newFilter } from './inputs.js'
import { openKernel } from './kernel.js'
import { markBadge, sectionView } from './page-view.js'
import { problemView } from './problems.js'
import { announceRun, failureView, progressLine, startStudy } from './study.js'
import { currentLanguage, fixedText, languageTag, pick, say, signedText } from './words.js'

/** Sections of a result that are open at once; the others are one click away. */
const openSections = ['answer', 'change', 'times', 'risk']

/** The what-if study of a scenario. */
export function whatIfView(lab) {
  let root = null
  let scenario = null
  let problem = null
  let run = null
  let line = null
  let body = null
  let live = null
  let controls = null
  let kernel = null
  let sliders = new Map()
  let asked = 0
  let inputsOpen = null
  const find = newFilter()
  const soon = settled(350, start)

  lab.scenario(lab.state.scenario).then((found) => {
    scenario = found
    if (!lab.state.reforms) lab.keep({ reforms: firstReforms() })
    lab.beginSteps()
    if (root) draw()
    start()
  }, (error) => {
    problem = error
    if (root) draw()
  })

  /** What the first design beside the baseline does; else nothing. */
  function firstReforms() {
    return scenario.designs.find((design) => design.name !== scenario.baseline && design.reforms.length > 0)?.reforms ?? []
  }

  function inputs() {
    return lab.state.inputs ?? {}
  }

  function change(changes) {
    lab.step(changes)
    if ('reforms' in changes && live) live.hidden = true
    drawControls()
    soon()
  }

  function start() {
    run?.drop()
    run = null
    if (!scenario) return
    if (lab.state.reforms.length === 0) {
      drawBody()
      return
    }
    // Without a server changed inputs are the kernel's alone.
    if (!lab.source.isLive && Object.keys(inputs()).length) {
      drawBody()
      if (kernel?.kernel && kernel.key === lab.state.reforms.join('+')) slide(null, 0)
      else openSliders()
      return
    }
    const request = lab.request({ method: 'compare', designs: null, reforms: lab.state.reforms, inputs: inputs() })
    run = startStudy(lab.source, request, changed)
    lab.shows(request, null)
    line?.update(run)
    drawBody()
    openSliders()
  }

  function changed(which, what) {
    if (which !== run) return
    line?.update(run)
    if (what === 'done') lab.shows(run.request, run.result)
    if (what !== 'progress') drawBody()
    announceRun(run, what)
  }

  /** Asks for the plans of the chosen reforms, so that sliders run in the browser; without them the server answers. */
  async function openSliders() {
    const key = lab.state.reforms.join('+')
    if (kernel?.key === key) return
    kernel?.kernel?.cancel()
    kernel = { key, kernel: null }
    const mine = ++asked
    try {
      const plans = await lab.source.plans(lab.request({ method: 'compare', designs: null, reforms: lab.state.reforms }))
      const opened = await openKernel(plans)
      if (mine !== asked) return
      kernel = { key, kernel: opened, plans }
      sliders = new Map(plans.sliders.map((slider) => [slider.path, slider]))
      drawControls()
      if (!lab.source.isLive && Object.keys(inputs()).length) slide(null, 0)
    } catch {
      if (mine !== asked) return
      sliders = new Map()
      if (!lab.source.isLive) drawControls()
    }
  }

  /** Runs the browser's kernel at the changed inputs, and one slider at a choice that is not yet one of them. */
  function slide(path, index) {
    if (!kernel?.kernel) return
    const choices = {}
    for (const [changedPath, text] of Object.entries(inputs())) {
      const slider = sliders.get(changedPath)
      const at = slider?.choices.findIndex((choice) => choice.text === text) ?? -1
      if (at >= 0) choices[changedPath] = at
    }
    if (path !== null) choices[path] = index
    kernel.kernel.cancel()
    soon.cancel()
    const entry = lab.entry(lab.state.scenario)
    const of = lab.state.replications ?? entry?.replications ?? 40
    kernel.kernel.run({ choices, replications: [0, of] }, (result) => drawLive(result, of))
  }

  function drawLive(result, of) {
    if (!live || !kernel?.plans) return
    const { outcomes, designs } = kernel.plans
    const last = designs.length - 1
    live.hidden = false
    fill(live,
      make('h2', {}, say('live-title')),
      make('p', { class: 'partial-label' }, say('live-label', { n: result.replications, of })),
      make('div', { class: 'table some' }, make('table', { role: 'table' },
        make('caption', {}, say('live-caption')),
        make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' },
          [say('outcome'), say('before'), say('after'), say('difference'), say('verdict')].map((head, index) =>
            make('th', { scope: 'col', role: 'columnheader', class: index > 0 && index < 4 ? 'number' : null }, head)))),
        make('tbody', { role: 'rowgroup' }, outcomes.map((outcome, index) =>
          liveRow(outcome, result, index, last))))),
      make('p', { class: 'note' }, say('live-note')))
  }

  function liveRow(outcome, result, index, last) {
    const found = result.differences.find((difference) =>
      difference.outcome === outcome.name || difference.outcome === index) ?? result.differences[index]
    const cell = (head, content, note = null) => make('td', { role: 'cell', class: 'number', 'data-head': head },
      make('span', { class: 'cell' }, make('span', { class: 'value' }, content), note ? make('span', { class: 'note' }, note) : null))
    return make('tr', { role: 'row' },
      make('th', { scope: 'row', role: 'rowheader' }, pick(outcome.title), make('span', { class: 'note' }, unitText(outcome.unit ?? ''))),
      cell(say('before'), fixedText(result.designs[0][index].estimate)),
      cell(say('after'), fixedText(result.designs[last][index].estimate)),
      cell(say('difference'), found ? signedText(found.difference) : '',
        found ? `[${signedText(found.low)}, ${signedText(found.high)}]` : null),
      make('td', { role: 'cell', 'data-head': say('verdict') }, make('span', { class: 'cell' }, found ? markBadge(found.verdict) : '')))
  }

  function unitText(unit) {
    const words = say(`unit-${unit}`)
    return words === `unit-${unit}` ? unit : words.replace(/^个/, '')
  }

  function draw() {
    line = progressLine({ again: start })
    line.element.hidden = !run
    body = make('div', { class: 'results' })
    live = make('div', { class: 'live', hidden: true })
    controls = make('div', { class: 'controls' })
    const entry = lab.entry(lab.state.scenario)
    fill(root,
      screenHead(lab, {
        kind: say('door-what-if'), title: scenarioTitle(lab), what: say('what-if-what'),
        from: say('what-if-from', { seed: String(lab.state.seed ?? entry?.seed ?? '') }),
        next: [
          { label: say('next-compare'), go: () => lab.open({ view: 'compare', reforms: null, inputs: null }) },
          { label: say('next-edit'), go: () => lab.open({ view: 'editor' }) },
        ],
      }),
      problem ? problemView(problem, { again: () => lab.open({}) }) : null,
      make('div', { class: 'workbench' }, controls,
        make('div', { class: 'workbench-results' }, live, line.element, body)))
    if (run) line.update(run)
    drawControls()
    drawBody()
  }

  function drawControls() {
    if (!controls) return
    if (!scenario) {
      if (!problem) fill(controls, waiting(say('loading')))
      return
    }
    const focused = document.activeElement?.id
    const list = scenario.inputs?.length ? inputList({
      inputs: lab.source.isLive ? scenario.inputs : scenario.inputs.filter((input) => sliders.has(input.path)),
      values: inputs, find, sliders, slide,
      change: (path, text) => {
        const next = { ...inputs() }
        if (text === null) delete next[path]
        else next[path] = text
        change({ inputs: Object.keys(next).length ? next : null })
      },
    }) : null
    fill(controls,
      make('div', { class: 'steps' },
        make('button', { type: 'button', id: 'undo', class: 'quiet', disabled: !lab.canUndo(), onclick: () => takeBack('undo') }, `↶ ${say('undo')}`),
        make('button', { type: 'button', id: 'redo', class: 'quiet', disabled: !lab.canRedo(), onclick: () => takeBack('redo') }, `↷ ${say('redo')}`),
        make('button', {
          type: 'button', id: 'as-shipped', class: 'quiet', onclick: () => change({ reforms: firstReforms(), inputs: null }),
        }, say('as-shipped'))),
      make('h2', {}, say('reforms')),
      presets(),
      make('ul', { class: 'reforms' }, scenario.reforms.map(reformToggle)),
      list ? inputBox(list.element) : null)
    if (focused) document.getElementById(focused)?.focus()
  }

  function inputBox(list) {
    const box = foldable('inputs', say('inputs'), make('div', { class: 'input-box' },
      make('p', { class: 'hint' }, say(lab.source.isLive ? 'inputs-what' : 'inputs-what-static')), list))
    if (inputsOpen !== null) box.open = inputsOpen
    box.addEventListener('toggle', () => { inputsOpen = box.open })
    return box
  }

  function presets() {
    const designs = scenario.designs.filter((design) => design.name !== scenario.baseline && design.reforms.length)
    if (designs.length < 2) return null
    const now = [...lab.state.reforms].sort().join('+')
    return make('p', { class: 'presets' }, make('span', { class: 'label' }, say('presets')), ' ',
      designs.map((design) => [make('button', {
        type: 'button', class: 'quiet', id: `preset-${design.name}`, 'aria-pressed': String([...design.reforms].sort().join('+') === now),
        onclick: () => change({ reforms: ordered(design.reforms) }),
      }, design.title ? pick(design.title) : design.name), ' ']))
  }

  function ordered(names) {
    return scenario.reforms.map((reform) => reform.name).filter((name) => names.includes(name))
  }

  function reformToggle(reform) {
    const chosen = lab.state.reforms.includes(reform.name)
    const missing = (reform.requires ?? []).filter((name) => chosen && !lab.state.reforms.includes(name))
    const title = reform.title ? pick(reform.title) : reform.name
    return make('li', { class: chosen ? 'reform on' : 'reform' },
      make('label', {}, make('input', {
        type: 'checkbox', role: 'switch', checked: chosen, id: `reform-${reform.name}`,
        onchange: (event) => {
          const next = new Set(lab.state.reforms)
          if (event.target.checked) {
            next.add(reform.name)
            for (const needed of reform.requires ?? []) next.add(needed)
          } else next.delete(reform.name)
          change({ reforms: ordered([...next]) })
        },
      }), make('span', { class: 'reform-title' }, title)),
      reform.summary ? make('p', { class: 'hint' }, pick(reform.summary)) : null,
      missing.length ? make('p', { class: 'hint warn' }, say('requires-missing', { names: missing.map(reformTitle).join(say('comma')) })) : null,
      make('details', {}, make('summary', {}, say('what-it-changes', { n: reform.changes?.length ?? 0 })),
        changeList((reform.changes ?? []).map(pick)),
        reform.requires?.length ? make('p', { class: 'hint' }, say('requires', { names: reform.requires.map(reformTitle).join(say('comma')) })) : null,
        make('p', { class: 'hint' }, statusText(reform))))
  }

  /** Lines as a list; what is indented belongs to the line above it. */
  function changeList(lines) {
    const list = make('ul', { class: 'plain' })
    for (const line of lines) {
      const item = make('li', {}, line.trimStart())
      if (line.startsWith(' ') && list.lastElementChild) {
        const under = list.lastElementChild
        if (!under.querySelector('ul')) under.append(make('ul', { class: 'plain' }))
        under.querySelector('ul').append(item)
      } else list.append(item)
    }
    return list
  }

  function reformTitle(name) {
    const reform = scenario.reforms.find((other) => other.name === name)
    return reform?.title ? pick(reform.title) : name
  }

  function statusText(reform) {
    const names = (reform.sources ?? []).map((source) => {
      const known = typeof source === 'string' ? scenario.sources?.find((other) => other.name === source) : source
      const status = known?.status ? `（${pick(known.status)}）` : ''
      return `${known?.title ?? source}${status}`
    })
    const status = reform.status ? `${say('status')} ${pick(reform.status)}` : ''
    return [status, names.length ? `${say('sources')} ${names.join(say('semicolon'))}` : say('no-source')].filter(Boolean).join(say('separator'))
  }

  function takeBack(which) {
    if (!lab.takeBack(which)) return
    drawControls()
    soon()
    announce(say(which === 'undo' ? 'undone' : 'redone'))
  }

  function drawBody() {
    if (!body) return
    if (line) line.element.hidden = !run || run.status === 'done'
    const language = currentLanguage()
    if (scenario && lab.state.reforms?.length === 0) {
      if (live) live.hidden = true
      fill(body, make('div', { class: 'empty' }, make('h2', {}, say('no-reform')), make('p', {}, say('no-reform-what'))))
      return
    }
    if (!lab.source.isLive && Object.keys(inputs()).length) {
      fill(body, make('p', { class: 'hint' }, say('sliders-only')))
      return
    }
    if (!run) {
      if (!problem) fill(body, waiting(say('loading')))
      return
    }
    if (run.status === 'failed') {
      fill(body, failureView(run, start))
      return
    }
    const page = run.result?.pages?.[language] ?? run.partial?.pages?.[language]
    if (!page) {
      fill(body, run.status === 'cancelled' ? make('p', { class: 'hint' }, say('cancelled-hint')) : waiting(say('running-hint')))
      return
    }
    const open = page.sections.filter((section) => openSections.includes(section.id))
    const rest = run.result ? page.sections.filter((section) => !openSections.includes(section.id)) : []
    if (live) live.hidden = true
    const opened = new Set([...body.querySelectorAll('details.rest[open]')].map((part) => part.dataset.part))
    fill(body, make('div', { class: 'parts', lang: languageTag(language) },
      run.result ? null : make('p', { class: 'partial-label' }, say('partial-label', { n: run.partial.replications, of: run.partial.of })),
      open.map((section) => sectionView(section)),
      rest.map((section) => restPart(section, opened.has(section.id))),
      run.result?.command ? commandLine(lab, run.result.command) : null))
  }

  function restPart(section, isOpen) {
    const place = make('div', {})
    const part = make('details', { class: 'rest', 'data-part': section.id, open: isOpen }, make('summary', {}, section.heading), place)
    const show = () => {
      if (part.open && !place.hasChildNodes()) place.append(...[...sectionView(section, { level: 2 }).children].slice(1))
    }
    part.addEventListener('toggle', show)
    show()
    return part
  }

  return {
    title: () => `${say('door-what-if')} · ${scenarioTitle(lab)}`,
    render(into) {
      root = into
      draw()
    },
    takeBack,
    leave() {
      soon.cancel()
      run?.drop()
      kernel?.kernel?.cancel()
      asked += 1
      return true
    },
  }
}
