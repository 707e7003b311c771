/// The product's version.
public let productVersion = "0.1.0"
