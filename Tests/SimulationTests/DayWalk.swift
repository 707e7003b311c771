import ApprovalModel
import Testing

/// The calendar of autumn 2019 once more, day by day and session by session, with nothing shared with
/// the product but the arithmetic of dates.
///
/// Source: 国务院办公厅关于2019年部分节假日安排的通知（国办发明电〔2018〕15号）: Mid-Autumn on Friday 13 September, National
/// Day from 1 to 7 October, work on Sunday 29 September and Saturday 12 October.
struct DayWalk {
  let firstDay: CivilDate

  static let off: Set<String> = [
    "2019-09-13", "2019-10-01", "2019-10-02", "2019-10-03", "2019-10-04", "2019-10-05",
    "2019-10-06", "2019-10-07",
  ]
  static let makeUp: Set<String> = ["2019-09-29", "2019-10-12"]

  /// Opening and closing after midnight.
  let sessions: [(open: Int64, close: Int64)] = [(9 * hour, 12 * hour), (13 * hour, 18 * hour)]

  func date(_ index: Int64) -> CivilDate { firstDay.adding(days: Int(index)) }

  func isWorked(_ index: Int64) -> Bool {
    let text = date(index).description
    if Self.makeUp.contains(text) { return true }
    return !Self.off.contains(text) && !date(index).weekday.isWeekend
  }

  /// When `work` begun at `start` is done.
  func add(_ work: Int64, to start: Int64) -> Int64 {
    var left = work
    var index = start / day
    while true {
      if isWorked(index) {
        for session in sessions {
          let from = max(start, index * day + session.open)
          let room = index * day + session.close - from
          if room >= left, left > 0 { return from + left }
          left -= max(0, room)
        }
      }
      index += 1
    }
  }

  /// The first moment, not before `start`, at which somebody is at work.
  func opening(_ start: Int64) -> Int64 { add(1, to: start) - 1 }

  /// The working days after the day of `start`, up to and including the day of `end`.
  func days(after start: Int64, through end: Int64) -> Int64 {
    var count: Int64 = 0
    var index = start / day + 1
    while index <= end / day {
      if isWorked(index) { count += 1 }
      index += 1
    }
    return count
  }

  /// What the day of an instant is called in messages.
  func name(_ instant: Int64) -> String {
    let time = instant % day / minute
    return "\(date(instant / day)) \(time / 60):\(time % 60 < 10 ? "0" : "")\(time % 60)"
  }
}
