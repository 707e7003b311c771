public import ApprovalModel

/// Two designs of a scenario side by side: the processes that the same applicants go through.
public struct DesignPair: Sendable {
  /// The two processes of applicants whom the same reforms reach.
  public struct Reach: Sendable {
    /// The reforms that reach them, those of both designs, in code-point order.
    public var reforms: [Name]
    /// Their process in the first design.
    public var before: ProcessModel
    /// Their process in the second design.
    public var after: ProcessModel
  }

  /// One entry for each largest set of reforms that can reach one applicant; at least one.
  public let reaches: [Reach]

  /// Applies the reforms of both designs.
  ///
  /// - Throws: ``CompileError`` when a reform cannot be applied.
  public init(_ scenario: Scenario, _ first: Design, _ second: Design) throws(CompileError) {
    let model = scenario.model
    let reforms = scenario.reforms.filter {
      first.reforms.contains($0.name) || second.reforms.contains($0.name)
    }
    func process(_ design: Design, _ parts: [Reform]) throws(CompileError) -> ProcessModel {
      let chosen = parts.filter { design.reforms.contains($0.name) }
      do throws(ReformError) {
        return try model.applying(chosen).model
      } catch {
        throw .reform(error)
      }
    }
    var reaches: [Reach] = []
    for parts in DesignModel.largestReaches(of: reforms, in: model) {
      reaches.append(
        Reach(
          reforms: Set(parts.map(\.name)).inNameOrder(), before: try process(first, parts),
          after: try process(second, parts)))
    }
    self.reaches = reaches
  }
}
