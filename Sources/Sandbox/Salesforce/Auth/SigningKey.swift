private import CCrypto

/// The key of the connected app: checks RS256 signatures, and signs where the sandbox made the pair itself.
final class SigningKey {
  private let key: OpaquePointer

  private init(_ key: OpaquePointer) { self.key = key }

  deinit { EVP_PKEY_free(key) }

  /// The key of a PEM text: a public key, or a certificate with one.
  static func publicKey(pem: String) -> SigningKey? {
    let bytes = Array(pem.utf8)
    guard let buffer = BIO_new_mem_buf(bytes, Int32(bytes.count)) else { return nil }
    defer { BIO_free(buffer) }
    if pem.contains("BEGIN CERTIFICATE") {
      guard let certificate = PEM_read_bio_X509(buffer, nil, nil, nil) else { return nil }
      defer { X509_free(certificate) }
      return X509_get_pubkey(certificate).map(SigningKey.init)
    }
    return PEM_read_bio_PUBKEY(buffer, nil, nil, nil).map(SigningKey.init)
  }

  /// A new pair of 2,048 bits.
  static func generate() -> SigningKey? {
    guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil) else { return nil }
    defer { EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048) == 1, EVP_PKEY_keygen(context, &key) == 1
    else { return nil }
    return key.map(SigningKey.init)
  }

  /// The private key as PEM (PKCS #8).
  var privatePEM: String? {
    guard let buffer = BIO_new(BIO_s_mem()) else { return nil }
    defer { BIO_free(buffer) }
    guard PEM_write_bio_PKCS8PrivateKey(buffer, key, nil, nil, 0, nil, nil) == 1 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = BIO_read(buffer, &bytes, Int32(bytes.count))
    return count > 0 ? String(decoding: bytes[..<Int(count)], as: UTF8.self) : nil
  }

  /// True where the signature of RS256 (RSASSA-PKCS1-v1_5 with SHA-256) fits.
  func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard let context = EVP_MD_CTX_new() else { return false }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else { return false }
    return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
