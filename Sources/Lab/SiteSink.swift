internal import Reporting

/// Where a site is written to: a folder, or one page that holds everything.
final class SiteSink {
  /// Why nothing is written.
  enum Refusal: Error, Hashable {
    /// There is something that is no site.
    case foreign
    case system(SystemReason)
  }

  /// The folder with a slash at its end, or the page.
  private let place: String
  let isPage: Bool
  /// What a page holds, by the path that a folder would have.
  private(set) var held: [(path: String, bytes: [UInt8])] = []
  private(set) var fileCount = 0
  private(set) var byteCount = 0
  private(set) var keptCount = 0
  /// Whether the files of data that are there are of the same site.
  private var keeps = false

  /// A file that tells a folder with a site from others; its text says what the data are of.
  static let mark = "reformlab-site.json"
  /// What tells a page from others, near its beginning.
  static let pageMark = "<meta name=\"reformlab-data\" content=\"inline\">"

  init(folder: String) {
    place = folder.hasSuffix("/") ? folder : folder + "/"
    isPage = false
  }

  init(page: String) {
    place = page
    isPage = true
  }

  /// Whether a name can stand in an address and a folder as it is.
  static func isSafe(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 120 && !name.hasPrefix(".")
      && name.unicodeScalars.allSatisfy { scalar in
        scalar == "-" || scalar == "_" || scalar == "."
          || (scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal)
      }
  }

  /// Refuses a place that holds something else.
  func open() throws(Refusal) {
    if isPage {
      guard isThere(place) else { return }
      guard !isFolder(place) else { throw .foreign }
      let bytes: [UInt8]
      do throws(SystemReason) { bytes = try readFile(place, most: 1 << 30) } catch {
        throw .system(error)
      }
      guard String(decoding: bytes.prefix(4_096), as: UTF8.self).contains(Self.pageMark) else {
        throw .foreign
      }
      return
    }
    guard isThere(place) || isThere(String(place.dropLast())) else { return }
    guard isFolder(place) else { throw .foreign }
    let names = fileNames(in: place).filter { $0 != "." && $0 != ".." }
    guard names.isEmpty || names.contains(Self.mark) else { throw .foreign }
  }

  /// Says what the data are of; those that are there already are kept where they are of the same.
  func begin(_ mark: JSONValue) throws(SystemReason) {
    let bytes = Array(mark.text.utf8)
    guard !isPage else { return }
    keeps = (try? readFile(place + Self.mark, most: 1 << 20)) == bytes
    if !keeps { removeTree(place + "data") }
    try write(Self.mark, bytes)
  }

  /// Whether a file of data is there from an earlier attempt and need not be made; it is counted.
  func has(_ path: String) -> Bool {
    guard keeps, !isPage, let bytes = try? readFile(place + path, most: 1 << 30) else {
      return false
    }
    fileCount += 1
    keptCount += 1
    byteCount += bytes.count
    return true
  }

  /// Writes a file; in a folder it appears when it is complete.
  func write(_ path: String, _ bytes: [UInt8]) throws(SystemReason) {
    if isPage {
      held.append((path, bytes))
      return
    }
    let whole = place + path
    if let slash = whole.lastIndex(of: "/") {
      try makeFolders(String(whole[..<slash]), mode: 0o777)
    }
    try put(whole, bytes)
  }

  /// Writes the page that holds all.
  func finish(page: [UInt8]) throws(SystemReason) { try put(place, page) }

  private func put(_ path: String, _ bytes: [UInt8]) throws(SystemReason) {
    let file = try OutputFile(path: path)
    try file.write(bytes)
    try file.commit()
    fileCount += 1
    byteCount += bytes.count
  }
}
