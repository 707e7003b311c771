// What if: reforms switched on and off, inputs changed; results follow and refine.

import { announce, fill, make, settled } from './dom.js'
import { commandLine, foldable, scenarioTitle, screenHead, waiting } from './frame.js'
import { inputList, newFilter } from './inputs.js'
import { openKernel } from './kernel.js'
import { markBadge, sectionView } from './page-view.js'
import { problemView } from './problems.js'
import { announceRun, failureView, howMany, progressLine, startStudy } from './study.js'
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
  let list = null
  let kernel = null
  let sliders = new Map()
  let asked = 0
  let inputsOpen = null
  /** What the browser's kernel last told of the sliders, the last whole result, and the words of wrong inputs by path. */
  let found = null
  let last = null
  let faults = new Map()
  const find = newFilter()
  const soon = settled(350, start)

  lab.scenario(lab.state.scenario).then((read) => {
    scenario = read
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

  /** On a site the sliders that are moved are the kernel's alone; the page stands for the untouched ones. */
  function isSlid() {
    return !lab.source.isLive && Object.keys(inputs()).length > 0
  }

  function change(changes) {
    lab.step(changes)
    if ('reforms' in changes) hideLive()
    drawControls()
    soon()
  }

  function start() {
    run?.drop()
    run = null
    if (!scenario) return
    setFaults(new Map())
    if (lab.state.reforms.length === 0) {
      drawBody()
      return
    }
    const request = lab.request({
      method: 'compare', designs: null, reforms: lab.state.reforms, inputs: lab.source.isLive ? inputs() : {},
    })
    run = startStudy(lab.source, request, changed)
    lab.shows(request, null)
    line?.update(run)
    drawBody()
    if (isSlid() && kernel?.kernel && kernel.key === reformKey()) slide(null, 0)
    else openSliders()
  }

  function changed(which, what) {
    if (which !== run) return
    line?.update(run)
    if (what === 'done') {
      last = run.result
      lab.shows(run.request, run.result)
    }
    if (what === 'failed') setFaults(inputFaults(run.error))
    if (what !== 'progress') drawBody()
    if (faults.size) announce([...faults.values()].map(pick).join(' '))
    else announceRun(run, what)
  }

  /** What is wrong with the value of an input, by its path. */
  function inputFaults(error) {
    const place = '--set '
    return new Map((error.diagnostics ?? []).filter(({ file }) => file?.startsWith(place))
      .map(({ file, message }) => [file.slice(place.length), message]))
  }

  function setFaults(next) {
    if (next.size === 0 && faults.size === 0) return
    faults = next
    list?.update()
  }

  function reformKey() {
    return lab.state.reforms.join('+')
  }

  /** Asks for the plans of the chosen reforms, so that sliders run in the browser; without them the server answers. */
  async function openSliders() {
    const key = reformKey()
    if (kernel?.key === key) return
    kernel?.kernel?.close()
    kernel = { key, kernel: null }
    const mine = ++asked
    try {
      const plans = await lab.source.plans(lab.request({ method: 'compare', designs: null, reforms: lab.state.reforms }))
      if (mine !== asked) return
      const opened = await openKernel(plans)
      if (mine !== asked) {
        opened.close()
        return
      }
      kernel = { key, kernel: opened, plans }
      setSliders(new Map(plans.sliders.map((slider) => [slider.path, slider])))
      if (isSlid()) slide(null, 0)
    } catch {
      if (mine !== asked) return
      kernel.failed = true
      setSliders(new Map())
      if (isSlid()) drawBody()
    }
  }

  /** Sliders come alive where they stand; on a site, where the list holds no others, it is made anew for others. */
  function setSliders(next) {
    const isOther = [...next.keys()].join() !== [...sliders.keys()].join()
    sliders = next
    if (!lab.source.isLive && (isOther || !list)) drawInputs()
    else list?.update()
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
    // As many as the result beside it: a site may hold fewer than the scenario asks for.
    const of = lab.state.replications ?? (run?.result ?? last)?.replications ?? entry?.replications ?? 40
    const { plans } = kernel
    kernel.kernel.run({ choices, replications: [0, of] }, (result) => {
      found = { plans, result, of }
      drawLive()
    })
  }

  function hideLive() {
    kernel?.kernel?.cancel()
    found = null
    if (!live) return
    live.hidden = true
    fill(live)
  }

  function drawLive() {
    if (!live || !found) return
    const { plans: { outcomes, designs }, result, of } = found
    const last = designs.length - 1
    live.hidden = false
    fill(live,
      make('h2', {}, say('live-title')),
      howMany(result.replications, of),
      make('p', { class: 'note' }, say(lab.source.isLive ? 'live-then' : 'live-alone')),
      make('div', { class: 'table some' }, make('table', { role: 'table' },
        make('caption', {}, say('live-caption')),
        make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' },
          [say('outcome'), say('before'), say('after'), say('live-difference'), say('live-direction')].map((head, index) =>
            make('th', { scope: 'col', role: 'columnheader', class: index > 0 && index < 4 ? 'number' : null }, head)))),
        make('tbody', { role: 'rowgroup' }, outcomes.map((outcome, index) =>
          liveRow(outcome, result, index, last))))),
      make('p', { class: 'note' }, say('live-note')))
  }

  function liveRow(outcome, result, index, last) {
    const told = result.differences.find((difference) =>
      difference.outcome === outcome.name || difference.outcome === index) ?? result.differences[index]
    const cell = (head, content, note = null) => make('td', { role: 'cell', class: 'number', 'data-head': head },
      make('span', { class: 'cell' }, make('span', { class: 'value' }, content), note ? make('span', { class: 'note' }, note) : null))
    return make('tr', { role: 'row' },
      make('th', { scope: 'row', role: 'rowheader' }, pick(outcome.title), make('span', { class: 'note' }, unitText(outcome.unit ?? ''))),
      cell(say('before'), fixedText(result.designs[0][index].estimate)),
      cell(say('after'), fixedText(result.designs[last][index].estimate)),
      cell(say('live-difference'), told ? signedText(told.difference) : '',
        told ? `[${signedText(told.low)}, ${signedText(told.high)}]` : null),
      make('td', { role: 'cell', 'data-head': say('live-direction') }, make('span', { class: 'cell' }, told ? markBadge(told.verdict) : '')))
  }

  function unitText(unit) {
    const words = say(`unit-${unit}`)
    return words === `unit-${unit}` ? unit : words.replace(/^个/, '')
  }

  function draw() {
    line = progressLine({ again: start })
    line.element.hidden = !run
    body = make('div', { class: 'results' })
    live = make('div', { class: 'live-result', hidden: true })
    controls = make('div', { class: 'controls' })
    list = null
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
    drawInputs()
    drawBody()
    drawLive()
  }

  function drawControls() {
    if (!controls) return
    if (!scenario) {
      if (!problem) fill(controls, waiting(say('loading')))
      return
    }
    const focused = document.activeElement?.id
    const steps = make('div', { class: 'control-part' },
      make('div', { class: 'steps' },
        make('button', { type: 'button', id: 'undo', class: 'quiet', disabled: !lab.canUndo(), onclick: () => takeBack('undo') }, `↶ ${say('undo')}`),
        make('button', { type: 'button', id: 'redo', class: 'quiet', disabled: !lab.canRedo(), onclick: () => takeBack('redo') }, `↷ ${say('redo')}`),
        make('button', {
          type: 'button', id: 'as-shipped', class: 'quiet',
          onclick: () => { change({ reforms: firstReforms(), inputs: null }); list?.update() },
        }, say('as-shipped'))),
      make('h2', {}, say('reforms')),
      presets(),
      make('ul', { class: 'reforms' }, scenario.reforms.map(reformToggle)))
    // The inputs stay as they are: a hand may be on them.
    const old = controls.querySelector('.control-part')
    if (old) old.replaceWith(steps)
    else fill(controls, steps, make('div', { class: 'control-inputs' }))
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus()
  }

  function drawInputs() {
    const place = controls?.querySelector('.control-inputs')
    if (!place || !scenario.inputs?.length || (!lab.source.isLive && sliders.size === 0)) return
    list = inputList({
      inputs: lab.source.isLive ? scenario.inputs : scenario.inputs.filter((input) => sliders.has(input.path)),
      values: inputs, find, sliders: () => sliders, slide, faults: () => new Map([...faults].map(([path, message]) => [path, pick(message)])),
      change: (path, text) => {
        const next = { ...inputs() }
        if (text === null) delete next[path]
        else next[path] = text
        change({ inputs: Object.keys(next).length ? next : null })
      },
    })
    fill(place, inputBox(list.element))
  }

  function inputBox(element) {
    const box = foldable('inputs', say('inputs'), make('div', { class: 'input-box' },
      make('p', { class: 'hint' }, say(lab.source.isLive ? 'inputs-what' : 'inputs-what-static')), element))
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
    list?.update()
    soon()
    announce(say(which === 'undo' ? 'undone' : 'redone'))
  }

  function drawBody() {
    if (!body) return
    if (line) line.element.hidden = !run || run.status === 'done'
    if (scenario && lab.state.reforms?.length === 0) {
      hideLive()
      fill(body, make('div', { class: 'empty' }, make('h2', {}, say('no-reform')), make('p', {}, say('no-reform-what'))))
      return
    }
    if (!run) {
      if (!problem) fill(body, waiting(say('loading')))
      return
    }
    if (run.status === 'failed') {
      hideLive()
      fill(body, faults.size ? faultView() : failureView(run, start),
        last ? [make('p', { class: 'standing' }, say('last-valid')), pageParts(last, null)] : null)
      return
    }
    if (!run.result && !run.partial) {
      fill(body, run.status === 'cancelled' ? make('p', { class: 'hint' }, say('cancelled-hint')) : waiting(say('running-hint')))
      return
    }
    if (!isSlid()) hideLive()
    fill(body, isSlid() ? make('p', { class: 'standing' }, say(kernel?.failed ? 'untouched-only' : 'untouched-below')) : null,
      pageParts(run.result, run.partial))
  }

  /** Which values are wrong and why; the same words stand at their fields. */
  function faultView() {
    const titleOf = (path) => {
      const input = scenario.inputs?.find((one) => one.path === path)
      return input?.title ? pick(input.title) : path
    }
    return make('div', { class: 'problem' }, make('p', {}, make('strong', {}, say('input-wrong'))),
      make('ul', { class: 'plain' }, [...faults].map(([path, message]) => make('li', {}, titleOf(path), say('colon'), pick(message)))))
  }

  /** The parts of a result, or of what is there of it. */
  function pageParts(result, partial) {
    const language = currentLanguage()
    const page = (result ?? partial).pages[language]
    const open = page.sections.filter((section) => openSections.includes(section.id))
    const rest = result ? page.sections.filter((section) => !openSections.includes(section.id)) : []
    const opened = new Set([...body.querySelectorAll('details.rest[open]')].map((part) => part.dataset.part))
    return make('div', { class: 'parts', lang: languageTag(language) },
      result ? null : howMany(partial.replications, partial.of),
      open.map((section) => sectionView(section)),
      rest.map((section) => restPart(section, opened.has(section.id))),
      result?.command ? commandLine(lab, result.command) : null)
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
      kernel?.kernel?.close()
      asked += 1
      return true
    },
  }
}
