impl Wire for Num {
    fn get(r: &mut Reader) -> Self {
        if r.peek() == b'f' {
            Num::Float(f64::get(r))
        } else {
            Num::Int(Int::get(r))
        }
    }
    fn put(&self, w: &mut Writer) {
        match self {
            Num::Int(n) => n.put(w),
            Num::Float(x) => x.put(w),
        }
    }
}
