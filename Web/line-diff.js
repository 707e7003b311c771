// In what two texts differ, by lines: the shortest edit after Myers (An O(ND) Difference Algorithm and Its Variations, 1986).

/** Lines of both texts in order: `{kind: 'same'|'removed'|'added', text, old, new}`, numbers from 1. */
export function lineDiff(before, after) {
  const old = before.split('\n')
  const now = after.split('\n')
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1
  let end = 0
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1
  const result = []
  for (let index = 0; index < start; index += 1) result.push({ kind: 'same', text: old[index], old: index + 1, new: index + 1 })
  const middle = shortestEdit(old.slice(start, old.length - end), now.slice(start, now.length - end))
  for (const row of middle) {
    result.push({ ...row, old: row.old ? row.old + start : null, new: row.new ? row.new + start : null })
  }
  for (let index = end; index > 0; index -= 1) {
    result.push({ kind: 'same', text: old[old.length - index], old: old.length - index + 1, new: now.length - index + 1 })
  }
  return result
}

function shortestEdit(old, now) {
  const [n, m] = [old.length, now.length]
  // Beyond this many edits the texts are different texts; the search would take quadratic time and memory.
  const limit = Math.min(n + m, 1000)
  const furthest = new Map([[1, 0]])
  const history = []
  for (let edits = 0; edits <= limit; edits += 1) {
    history.push(new Map(furthest))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = diagonal === -edits || (diagonal !== edits && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1))
      let x = down ? furthest.get(diagonal + 1) : furthest.get(diagonal - 1) + 1
      let y = x - diagonal
      while (x < n && y < m && old[x] === now[y]) { x += 1; y += 1 }
      furthest.set(diagonal, x)
      if (x >= n && y >= m) return backtrack(history, old, now)
    }
  }
  return [
    ...old.map((text, index) => ({ kind: 'removed', text, old: index + 1, new: null })),
    ...now.map((text, index) => ({ kind: 'added', text, old: null, new: index + 1 })),
  ]
}

function backtrack(history, old, now) {
  const rows = []
  let [x, y] = [old.length, now.length]
  for (let edits = history.length - 1; edits >= 0; edits -= 1) {
    const furthest = history[edits]
    const diagonal = x - y
    const down = diagonal === -edits || (diagonal !== edits && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1))
    const from = down ? diagonal + 1 : diagonal - 1
    const fromX = furthest.get(from) ?? 0
    const fromY = fromX - from
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      rows.push({ kind: 'same', text: old[x - 1], old: x, new: y })
      x -= 1
      y -= 1
    }
    if (edits === 0) break
    if (down) rows.push({ kind: 'added', text: now[y - 1], old: null, new: y })
    else rows.push({ kind: 'removed', text: old[x - 1], old: x, new: null })
    x = fromX
    y = fromY
  }
  return rows.reverse()
}

/** Where each line of the old text stands in the new one: by number, null when it is gone. */
export function lineMap(before, after) {
  const places = new Map()
  for (const row of lineDiff(before, after)) if (row.old) places.set(row.old, row.kind === 'same' ? row.new : null)
  return places
}
