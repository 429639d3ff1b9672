/// Writes a graph in a language that draws it.
struct GraphText {
  let graph: FlowGraph

  // MARK: Mermaid

  var mermaid: String {
    var out = "flowchart TD\n"
    for flow in graph.flows { out += mermaid(flow, indent: "  ") }
    for node in graph.records { out += "  \(mermaid(node))\n" }
    for edge in graph.edges {
      let arrow = edge.isData ? "-.->" : "-->"
      out += "  \(edge.from) \(arrow)\(edge.label.isEmpty ? "" : "|\(edge.label)|") \(edge.to)\n"
    }
    return out
  }

  private func mermaid(_ frame: FlowGraph.Frame, indent: String) -> String {
    var out = "\(indent)subgraph \(frame.id) [\"\(Self.escapeMermaid(frame.label))\"]\n"
    for node in frame.nodes { out += "\(indent)  \(mermaid(node))\n" }
    for inner in frame.frames { out += mermaid(inner, indent: indent + "  ") }
    return out + "\(indent)end\n"
  }

  private func mermaid(_ node: FlowGraph.Node) -> String {
    let label = "\"\(Self.escapeMermaid(node.label))\""
    switch node.shape {
    case .source: return "\(node.id)([\(label)])"
    case .step: return "\(node.id)[\(label)]"
    case .decision: return "\(node.id){\(label)}"
    case .end: return "\(node.id)((\(label)))"
    case .record: return "\(node.id)[(\(label))]"
    }
  }

  private static func escapeMermaid(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "#quot;"
      case "#": out += "#35;"
      case "&": out += "#amp;"
      case "<": out += "#lt;"
      case ">": out += "#gt;"
      case "`": out += "#96;"
      case "\n": out += "<br/>"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  // MARK: DOT

  var dot: String {
    var out = "digraph flows {\n  rankdir=TB;\n  node [fontname=\"Helvetica\"];\n  edge [fontname=\"Helvetica\"];\n"
    for flow in graph.flows { out += dot(flow, indent: "  ") }
    for node in graph.records { out += "  \(dot(node))\n" }
    for edge in graph.edges {
      var attributes: [String] = []
      if !edge.label.isEmpty { attributes.append("label=\"\(Self.escapeDOT(edge.label))\"") }
      if edge.isData { attributes.append("style=dashed") }
      out += "  \(edge.from) -> \(edge.to)" + (attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]") + ";\n"
    }
    return out + "}\n"
  }

  private func dot(_ frame: FlowGraph.Frame, indent: String) -> String {
    var out = "\(indent)subgraph cluster_\(frame.id) {\n\(indent)  label=\"\(Self.escapeDOT(frame.label))\";\n"
    for node in frame.nodes { out += "\(indent)  \(dot(node))\n" }
    for inner in frame.frames { out += dot(inner, indent: indent + "  ") }
    return out + "\(indent)}\n"
  }

  private func dot(_ node: FlowGraph.Node) -> String {
    let shape: String
    switch node.shape {
    case .source: shape = "shape=box, style=rounded"
    case .step: shape = "shape=box"
    case .decision: shape = "shape=diamond"
    case .end: shape = "shape=ellipse"
    case .record: shape = "shape=cylinder"
    }
    return "\(node.id) [label=\"\(Self.escapeDOT(node.label))\", \(shape)];"
  }

  private static func escapeDOT(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": out += "\\\(scalar)"
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
