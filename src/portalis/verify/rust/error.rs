/// The outcome of a call that may raise. A class of which another module has one of its name is told by its module.
pub fn raised(error: &Exception) -> Writer {
    let class = error.class;
    let name = if DOUBLED.contains(&class.name) { class.qualified } else { class.name };
    failed(name, error.message.as_deref().unwrap_or(""))
}
