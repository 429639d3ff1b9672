public import ConnectorKit

/// What stands behind `POST /hooks/FLOW/PATH`: the outbound messages of one object of one Salesforce organisation.
public struct MessageRoute: Sendable {
  public var flow: String
  /// The last segment of the address, which only the organisation knows.
  public var path: Secret
  /// 18 characters; another organisation's messages are refused.
  public var organization: String
  public var object: String
  /// Reads records and stores them for the flow; it returns when every event of them is durable.
  public var accept: @Sendable ([String]) async throws(HookRefusal) -> Void

  public init(
    flow: String, path: Secret, organization: String, object: String, accept: @escaping @Sendable ([String]) async throws(HookRefusal) -> Void
  ) {
    (self.flow, self.path, self.organization, self.object, self.accept) = (flow, path, organization, object, accept)
  }

  /// What a body is answered with, by the flow's routes that share a path: one for each object.
  static func answer(_ body: [UInt8], _ routes: [MessageRoute]) async -> HookAnswer {
    let message: OutboundMessage
    do throws(OutboundMessage.Fault) { message = try OutboundMessageReader.read(body) } catch { return .noMessage(error) }
    let known = routes.filter { $0.organization == message.organization }
    guard let first = known.first else { return .otherOrganization }
    let told = message.notifications.filter { !$0.record.isEmpty }
    let objects = Set(told.map { $0.object.lowercased() })
    guard let object = objects.first, objects.count == 1 else { return objects.isEmpty ? .acknowledged : .otherObject(first.object) }
    guard let route = known.first(where: { $0.object.lowercased() == object }) else { return .otherObject(first.object) }
    var seen: Set<String> = []
    let ids = told.map(\.record).filter { seen.insert($0).inserted }
    do {
      try await route.accept(ids)
      return .acknowledged
    } catch {
      return .refused(error)
    }
  }
}
