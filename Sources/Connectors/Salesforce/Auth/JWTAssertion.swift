import CCrypto
import ConnectorKit
import JSON

/// A signed assertion for the JWT bearer grant. Salesforce reference 1.2: RS256 only, no secret is sent.
enum JWTAssertion {
  /// Nil when the key is no private RSA key in PEM.
  static func make(id: String, user: String, key: Secret, audience: String, now: Int64) -> String? {
    var claims = JSONWriter()
    claims.beginObject()
    claims.key("iss")
    claims.string(id)
    claims.key("sub")
    claims.string(user)
    claims.key("aud")
    claims.string(audience)
    claims.key("exp")
    claims.int(now + 180)
    claims.endObject()
    let signed = "\(Base64URL.encode(Array(#"{"alg":"RS256","typ":"JWT"}"#.utf8))).\(Base64URL.encode(claims.bytes))"
    return sign(Array(signed.utf8), key.revealed).map { "\(signed).\(Base64URL.encode($0))" }
  }

  private static func sign(_ bytes: [UInt8], _ pem: String) -> [UInt8]? {
    var pem = Array(pem.utf8)
    guard let memory = BIO_new_mem_buf(&pem, Int32(pem.count)) else { return nil }
    defer { BIO_free(memory) }
    // An encrypted key would make OpenSSL ask on the terminal; the callback answers with no password instead.
    guard let key = PEM_read_bio_PrivateKey(memory, nil, { _, _, _, _ in 0 }, nil) else { return nil }
    defer { EVP_PKEY_free(key) }
    guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA, let context = EVP_MD_CTX_new() else { return nil }
    defer { EVP_MD_CTX_free(context) }
    var length = 0
    guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1, EVP_DigestSign(context, nil, &length, bytes, bytes.count) == 1 else {
      return nil
    }
    var signature = [UInt8](repeating: 0, count: length)
    guard EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1 else { return nil }
    return Array(signature.prefix(length))
  }
}
