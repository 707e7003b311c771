internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import ScenarioFiles
internal import Server
internal import Simulation

extension API.Route {
  /// Compiled plans of a comparison, for the browser to run with inputs changed.
  static let plans = API.Route(method: .post, path: ["plans"]) { api, _, request throws(APIFault) in
    let order = try StudyOrder(try api.body(request), api)
    return api.studies.answer { isGone throws(APIFault) in
      WebResponse(json: try await order.plans(isGone))
    }
  }
}

extension StudyOrder {
  /// The plans of the designs asked for, with the inputs that can be changed in them.
  func plans(_ isGone: @escaping @Sendable () -> Bool) async throws(APIFault) -> JSONValue {
    let parts: ScenarioParts
    do throws(CompileError) {
      parts = ScenarioParts(try Explanation(of: scenario))
    } catch { throw .invalid([input.diagnostic(error)]) }
    do throws(StudyError) {
      let request = try await warmedUp(request, in: StudyContext(isCancelled: isGone))
      return try planSliders(
        request, isCancelled: isGone,
        allows: { input.allows(InputSetting(path: $0.path, text: $1)) }
      ).json(parts)
    } catch { throw fault(error) }
  }
}

extension ScenarioInput {
  /// Whether the file is without errors with a value in place of its own.
  func allows(_ setting: InputSetting) -> Bool {
    parseScenario(
      bytes, file: path, catalogue: .find(besideScenario: path), settings: [setting]
    ).scenario != nil
  }
}
