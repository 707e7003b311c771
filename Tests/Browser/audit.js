// What a reader with poor sight, a small screen or no mouse would stumble over, found in the page
// itself. Each function returns a list of sentences, empty when all is well.

(() => {
  const channel = (value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)

  // Contrast ratio of two opaque colors, WCAG 2.2.
  const ratio = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
    return (high + 0.05) / (low + 0.05)
  }

  // Any CSS color as [red, green, blue, alpha]: the browser itself paints one pixel of it.
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const known = new Map()
  const color = (text) => {
    if (!text || text === 'none' || text.startsWith('url(')) return [0, 0, 0, 0]
    if (!known.has(text)) {
      pen.clearRect(0, 0, 1, 1)
      pen.fillStyle = text
      pen.fillRect(0, 0, 1, 1)
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data
      known.set(text, [r, g, b, a / 255])
    }
    return known.get(text)
  }
  const over = (top, bottom, opacity = 1) => {
    const alpha = top[3] * opacity
    return [0, 1, 2].map((i) => top[i] * alpha + bottom[i] * (1 - alpha)).concat(1)
  }

  const rectOf = (node) => {
    const range = document.createRange()
    range.selectNodeContents(node)
    return range.getBoundingClientRect()
  }
  const seen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })

  // Text kept for screen readers only: a box of a pixel, or clipped away.
  const hiddenFromSight = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (style.clipPath === 'inset(50%)' || style.clip === 'rect(0px, 0px, 0px, 0px)') return true
      const box = at.getBoundingClientRect()
      if (style.overflow !== 'visible' && (box.width <= 1 || box.height <= 1)) return true
    }
    return false
  }

  const describe = (element) => {
    const id = element.id ? `#${element.id}` : ''
    const classes = (element.getAttribute('class') ?? '').trim().split(/\s+/).filter(Boolean)
    return `<${element.localName}${id}${classes.map((name) => `.${name}`).join('')}>`
  }
  const quote = (text) => `“${text.trim().replace(/\s+/g, ' ').slice(0, 40)}”`

  // Every visible text node that is not blank, with the element it is in.
  function* texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      const element = node.parentElement
      if (!node.data.trim() || ['SCRIPT', 'STYLE', 'TITLE', 'OPTION', 'title', 'desc'].includes(element.tagName)) continue
      if (!seen(element) || hiddenFromSight(element)) continue
      yield [node, element]
    }
  }

  const shapes = 'rect,path,circle,ellipse,polygon'

  // The color behind `element`, by the boxes around it and, in a drawing, by the shapes painted before
  // it that reach below the middle of its text. Null where a picture lies behind.
  const backdrop = (element, box) => {
    const layers = []
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (at.namespaceURI.endsWith('/svg') && at.localName === 'svg') {
        layers.push(...painted(at, element, box))
      }
      if (style.backgroundImage !== 'none' && !at.namespaceURI.endsWith('/svg')) return null
      const fill = color(style.backgroundColor)
      if (fill[3] > 0) layers.push([fill, 1])
      if (fill[3] === 1) break
    }
    return layers.reverse().reduce((below, [fill, opacity]) => over(fill, below, opacity), [...canvasColor(), 1])
  }
  // What shows where nothing is painted: the color of the page.
  const canvasColor = () => (matchMedia('(prefers-color-scheme: dark)').matches
    && getComputedStyle(document.documentElement).colorScheme.includes('dark') ? [18, 18, 18] : [255, 255, 255])

  const painted = (svg, element, box) => {
    const x = box.left + box.width / 2
    const y = box.top + box.height / 2
    const found = []
    for (const shape of svg.querySelectorAll(shapes)) {
      if (!(shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) continue
      if (shape.closest('defs,clipPath,mask,marker,pattern') || !seen(shape)) continue
      const style = getComputedStyle(shape)
      const fill = color(style.fill)
      if (fill[3] === 0) continue
      const matrix = shape.getScreenCTM()
      if (!matrix) continue
      const point = new DOMPoint(x, y).matrixTransform(matrix.inverse())
      if (!shape.isPointInFill(point)) continue
      let opacity = Number(style.fillOpacity)
      for (let at = shape; at && at !== svg; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity)
      found.push([fill, opacity])
    }
    return found.reverse()
  }

  const opacityOf = (element) => {
    let opacity = 1
    for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity)
    return opacity
  }

  /** Text whose contrast is below 4.5 to 1, or 3 to 1 where it is large. */
  const contrast = () => {
    const found = []
    const judge = (element, box, text) => {
      if (element.closest(':disabled,[aria-disabled=true]')) return
      const style = getComputedStyle(element)
      const below = backdrop(element, box)
      if (!below) return
      const ink = element.namespaceURI.endsWith('/svg')
        ? [color(style.fill), Number(style.fillOpacity) * opacityOf(element)]
        : [color(style.color), opacityOf(element)]
      // The sizes of lines and their marks come from a copy without ink below the field that shows the text.
      if (ink[0][3] === 0 && element.closest('[aria-hidden=true]')) return
      const size = parseFloat(style.fontSize)
      const wanted = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5
      const value = ratio(over(ink[0], below, ink[1]), below)
      if (value < wanted - 0.005) {
        found.push(`${quote(text)} in ${describe(element)}: contrast ${value.toFixed(2)}, wanted ${wanted}`)
      }
    }
    for (const [node, element] of texts()) judge(element, rectOf(node), node.data)
    for (const field of document.querySelectorAll('input:not([type=checkbox],[type=radio],[type=range],[type=hidden],[type=file]),select,textarea')) {
      if (seen(field) && !hiddenFromSight(field)) judge(field, field.getBoundingClientRect(), field.value || 'a field')
    }
    return found
  }

  /** Text that its box cuts off, and text of a drawing that leaves its node or its picture. */
  const cut = () => {
    const found = []
    for (const element of document.body.querySelectorAll('*')) {
      if (element.namespaceURI.endsWith('/svg') || !seen(element) || hiddenFromSight(element)) continue
      const style = getComputedStyle(element)
      const hides = (way) => way === 'hidden' || way === 'clip'
      const words = element.innerText?.trim()
      // What is hidden from screen readers repeats something that is not.
      if (!words || element.closest('[aria-hidden=true]')) continue
      if (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1) {
        found.push(`${quote(words)} in ${describe(element)} is cut at its side: ${element.scrollWidth} px in ${element.clientWidth}`)
      }
      if (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 1) {
        found.push(`${quote(words)} in ${describe(element)} is cut below: ${element.scrollHeight} px in ${element.clientHeight}`)
      }
    }
    for (const text of document.querySelectorAll('svg text')) {
      if (!seen(text) || !text.textContent.trim() || hiddenFromSight(text)) continue
      const box = text.getBoundingClientRect()
      const outside = (frame, slack) => box.left < frame.left - slack || box.right > frame.right + slack
        || box.top < frame.top - slack || box.bottom > frame.bottom + slack
      const svg = text.ownerSVGElement
      const picture = svg.getBoundingClientRect()
      // The replay leaves out the legend of its maps; what is wholly outside there is not seen at all.
      const leftOut = svg.closest('.replay') && (box.bottom < picture.top || box.top > picture.bottom
        || box.right < picture.left || box.left > picture.right)
      if (leftOut) continue
      if (getComputedStyle(svg).overflow !== 'visible' && outside(picture, 2)) {
        found.push(`${quote(text.textContent)} leaves its picture ${describe(svg)}`)
      }
      const node = text.closest('g.node')
      const frame = node?.querySelector(shapes)
      if (frame && outside(frame.getBoundingClientRect(), 2) && !text.closest('.badge,.outside')) {
        found.push(`${quote(text.textContent)} leaves its node ${node.dataset.node}`)
      }
    }
    return found
  }

  /** What makes the page wider than the window. */
  const sideways = () => {
    const width = document.documentElement.clientWidth
    if (document.scrollingElement.scrollWidth <= width + 1) return []
    const found = []
    for (const element of document.body.querySelectorAll('*')) {
      if (!seen(element)) continue
      const box = element.getBoundingClientRect()
      if (box.right > width + 1 && found.length < 5) found.push(`${describe(element)} reaches ${Math.round(box.right)} px of ${width}`)
    }
    return [`the page is ${document.scrollingElement.scrollWidth} px wide in a window of ${width}`, ...found]
  }

  const controls = 'a[href],button,input:not([type=hidden]),select,textarea,summary,[role=button],[role=tab],[role=slider],[role=switch]'

  /** Controls smaller than 24 by 24 px; links within a sentence are excepted, a label counts with its field. */
  const targets = () => {
    const found = []
    for (const element of document.querySelectorAll(controls)) {
      if (!seen(element) || hiddenFromSight(element) || element.closest(':disabled')) continue
      const inSentence = element.localName === 'a' && element.closest('p,li,td,dd,figcaption,caption')
        && getComputedStyle(element).display === 'inline'
      if (inSentence) continue
      const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect())
      const width = Math.max(...boxes.map((box) => box.width))
      const height = Math.max(...boxes.map((box) => box.height))
      if (width < 23.5 || height < 23.5) {
        found.push(`${describe(element)} ${quote(element.textContent || element.getAttribute('aria-label') || '')}: ${Math.round(width)} by ${Math.round(height)} px`)
      }
    }
    return found
  }

  /** Controls without a name, fields without a label, headings that jump, pictures without a name. */
  const names = () => {
    const found = []
    for (const element of document.querySelectorAll(controls)) {
      if (!seen(element)) continue
      const name = element.getAttribute('aria-label') || element.getAttribute('aria-labelledby')
        || element.textContent.trim() || [...(element.labels ?? [])].map((label) => label.textContent.trim()).join('')
        || element.title
      if (!name) found.push(`${describe(element)} has no name`)
    }
    for (const svg of document.querySelectorAll('svg[role=img]')) {
      if (seen(svg) && !svg.getAttribute('aria-label') && !svg.getAttribute('aria-labelledby') && !svg.querySelector('title')) {
        found.push(`${describe(svg)} has no name`)
      }
    }
    let last = 0
    for (const heading of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
      if (!seen(heading)) continue
      const level = Number(heading.localName[1])
      if (level > last + 1) found.push(`${quote(heading.textContent)} is a heading of level ${level} after one of level ${last}`)
      last = level
    }
    if (document.querySelectorAll('main').length !== 1) found.push('the page has not one <main>')
    return found
  }

  /** Element ids that occur twice. */
  const doubles = () => {
    const seenIds = new Set()
    const found = []
    for (const element of document.querySelectorAll('[id]')) {
      if (seenIds.has(element.id)) found.push(`two elements have the id ${element.id}`)
      seenIds.add(element.id)
    }
    return found
  }

  return { contrast, cut, sideways, targets, names, doubles }
})()
