/// The outcome of a call that may raise.
pub fn raised(error: &Exception) -> Writer {
    failed(error.class.name, error.message.as_deref().unwrap_or(""))
}
