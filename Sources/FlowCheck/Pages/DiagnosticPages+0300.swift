// Made from grammar/diagnostics/ by `make generate`.

extension DiagnosticPages {
  static let family03: [Int: String] = [
    300: ##"""
    # FLOW0300: A secret is written into the file.

    Files are shared and kept; a secret in one has been seen.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      s: { connector: salesforce, url: "${env.U}", auth: { bearer: abc } }
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      s: { connector: salesforce, url: "${env.U}", auth: { bearer: "${env.T}" } }
    ```

    """##,
    301: ##"""
    # FLOW0301: A value looks like a secret.

    Files are shared and kept.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      s: { connector: salesforce, url: "https://user:pa55word@acme.example", auth: { bearer: "${env.T}" } }
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      s: { connector: salesforce, url: https://acme.example, auth: { bearer: "${env.T}" } }
    ```

    """##,
    302: ##"""
    # FLOW0302: A `${…}` names nothing.

    Only `${env.NAME}` and `${file.PATH}` can stand here.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${SF_URL}
        auth: { bearer: "${env.SF_TOKEN}" }
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { bearer: "${env.SF_TOKEN}" }
    ```

    """##,
    303: ##"""
    # FLOW0303: A `${…}` stands where none is taken.

    This value is the same on every machine.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    time_zone: ${env.TZ}
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    time_zone: UTC
    ```

    """##,
    304: ##"""
    # FLOW0304: A code is malformed.

    Findings have codes like `FLOW0403`.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    lint: { ignore: { W0412: [legacy/**] } }
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    lint: { ignore: { FLOW0403: [legacy/**] } }
    ```

    """##,
    305: ##"""
    # FLOW0305: An address is malformed.

    A listener needs a host and a port.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    serve: { hooks: localhost }
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    serve: { hooks: 127.0.0.1:8080 }
    ```

    """##,
    306: ##"""
    # FLOW0306: An option is given twice.

    One of them would be lost: a dot in an option's name leads into the mapping of that name.

    ## Bad

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { basic: { user: a }, basic.user: b }
    ```

    ## Good

    ```yaml
    # file: flowrun.yaml
    flowrun: 1
    connections:
      salesforce:
        connector: salesforce
        url: ${env.SF_URL}
        auth: { basic: { user: a } }
    ```

    """##,
  ]
}
