/// Names of companies and people as they are compared: without case, accents, punctuation and legal form.
public enum NameNormalizer {
  /// `Müller & Söhne GmbH & Co. KG` becomes `muller and sohne`. Words are parted by one blank. A name that is nothing but a legal form keeps it.
  public static func normalize(_ name: String) -> String {
    var words = self.words(name)
    LegalForms.strip(from: &words)
    return words.joined(separator: " ")
  }

  /// The words of a name, folded. Initials that follow each other are one word: `S.A.` is `sa`, as `SA` is.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var afterInitial = false
    func close() {
      guard !word.isEmpty else { return }
      let isInitial = word.unicodeScalars.count == 1
      if isInitial, afterInitial { words[words.count - 1] += word } else { words.append(word) }
      afterInitial = isInitial
      word = ""
    }
    for scalar in Folding.fold(name).unicodeScalars {
      switch scalar {
      case "'", "\u{2019}", "\u{2018}", "`", "\u{00B4}": continue
      case "&", "+":
        close()
        afterInitial = false
        words.append("and")
      default:
        if isPartOfWord(scalar) { word.unicodeScalars.append(scalar) } else { close() }
      }
    }
    close()
    return words
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (48...57).contains(scalar.value) || (97...122).contains(scalar.value) }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber,
      .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }
}
