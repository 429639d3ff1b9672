/// The files that a version of a flow was read from, kept for as long as an event that it accepted is open or dead.
public struct FlowEdition: Sendable, Equatable {
  public var flow: String
  public var version: String
  /// The profile that was laid over the project.
  public var profile: String?
  /// The flow's text, under its name and `.yaml`, and the project's files that it was checked with, by their path from the project's folder.
  public var files: [String: [UInt8]]

  public init(flow: String, version: String, profile: String?, files: [String: [UInt8]]) {
    self.flow = flow
    self.version = version
    self.profile = profile
    self.files = files
  }
}
