"""business.toml: model, loading, validation, the template of init."""
