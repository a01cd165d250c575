impl Wire for Value {
    fn get(r: &mut Reader) -> Self {
        match r.peek() {
            b'N' => {
                r.tag();
                Value::None
            }
            b'T' | b'F' => Value::Bool(bool::get(r)),
            b'i' => Value::Int(Int::get(r)),
            b'f' => Value::Float(f64::get(r)),
            b's' => Value::Str(Str::get(r)),
            b'l' => Value::List(Wire::get(r)),
            b't' => Value::Tuple(Wire::get(r)),
            b'd' => Value::Dict(Wire::get(r)),
            b'S' => Value::Set(Wire::get(r)),
            _ => unsupported("a kind of value that the dynamic type does not hold"),
        }
    }
    fn put(&self, w: &mut Writer) {
        match self {
            Value::None => w.raw("N"),
            Value::Bool(x) => x.put(w),
            Value::Int(x) => x.put(w),
            Value::Float(x) => x.put(w),
            Value::Str(x) => x.put(w),
            Value::List(x) => x.put(w),
            Value::Tuple(x) => x.put(w),
            Value::Dict(x) => x.put(w),
            Value::Set(x) => x.put(w),
            _ => unsupported("a kind of value that has no wire form"),
        }
    }
}
