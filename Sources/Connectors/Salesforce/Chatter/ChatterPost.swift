import Calls
import ConnectorKit
import JSON
import Schema

/// A message as Chatter takes it: segments of text and mentions. Reference 8.9.
struct ChatterPost {
  enum Segment: Equatable {
    case text(String)
    case mention(String)
  }

  /// A record, a user, a group, or `me`.
  let subject: String
  let segments: [Segment]

  /// Reference 8.9: most mentions of one post.
  static let mostMentions = 25

  /// One post for each receiver, or why there can be none.
  static func posts(_ call: NotifyCall, longest: Int) throws(CallFailure) -> [ChatterPost] {
    guard !call.to.isEmpty else {
      throw CallFailure(.rejected, code: "no_receiver", message: "A Chatter post needs `to`: the id of a record, a user or a group.")
    }
    let mentions = try unique(call.mention, "mention")
    guard mentions.count <= mostMentions else {
      throw CallFailure(
        .rejected, code: "too_many_mentions", message: "Chatter takes \(mostMentions) mentions a post, not \(mentions.count).", fields: ["mention"])
    }
    for id in mentions where !id.hasPrefix("005") && !id.hasPrefix("0F9") {
      throw CallFailure(
        .rejected, code: "bad_mention", message: "`\(id)` cannot be mentioned: Chatter mentions users (005) and groups (0F9).", fields: ["mention"])
    }
    let text = [call.subject, call.text].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n\n")
    guard !text.isEmpty || !mentions.isEmpty else { throw CallFailure(.rejected, code: "no_text", message: "A Chatter post needs text.") }
    guard text.utf16.count <= longest else {
      throw CallFailure(
        .rejected, code: "too_long", message: "The text has \(text.utf16.count) characters; `chatter.length` allows \(longest).", fields: ["text"])
    }
    var segments: [Segment] = text.isEmpty ? [] : [.text(text)]
    for id in mentions {
      // Whatever stands between two mentions is a segment of its own.
      segments.append(.text(segments.isEmpty ? "" : " "))
      segments.append(.mention(id))
    }
    return try unique(call.to, "to").map { ChatterPost(subject: $0, segments: segments.filter { $0 != .text("") }) }
  }

  /// Ids of 18 characters, each once.
  private static func unique(_ texts: [String], _ field: String) throws(CallFailure) -> [String] {
    var seen: Set<String> = []
    var ids: [String] = []
    for text in texts {
      guard let id = text == "me" && field == "to" ? text : SalesforceID.eighteen(text) else {
        throw CallFailure(.rejected, code: "bad_id", message: "`\(field)` holds `\(text.prefix(40))`, which is no Salesforce id.", fields: [field])
      }
      if seen.insert(id).inserted { ids.append(id) }
    }
    return ids
  }

  func without(_ inactive: Set<String>) -> ChatterPost {
    ChatterPost(subject: subject, segments: segments.filter { if case .mention(let id) = $0 { !inactive.contains(id) } else { true } })
  }

  var mentions: [String] { segments.compactMap { if case .mention(let id) = $0 { id } else { nil } } }

  func write(into json: inout JSONWriter) {
    json.beginObject()
    json.key("body")
    json.beginObject()
    json.key("messageSegments")
    json.beginArray()
    for segment in segments {
      json.beginObject()
      json.key("type")
      switch segment {
      case .text(let text):
        json.string("Text")
        json.key("text")
        json.string(text)
      case .mention(let id):
        json.string("Mention")
        json.key("id")
        json.string(id)
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.key("feedElementType")
    json.string("FeedItem")
    json.key("subjectId")
    json.string(subject)
    json.endObject()
  }
}
