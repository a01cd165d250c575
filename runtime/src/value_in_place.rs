//! The augmented assignments of dynamic values: lists, dicts and sets change in place.
//! needs: dict, error, list, set, shared, shared_dict, shared_list, shared_set, value, value_ops

use super::error::{Exception, OrExit, PyResult, TYPE_ERROR};
use super::list::ListOps;
use super::value::Value;

/// The outcome of an operator where an augmented assignment stands, which names itself in its errors.
fn named(outcome: PyResult<Value>, op: &str) -> PyResult<Value> {
    outcome.map_err(|error| {
        let text = error.message.as_deref().unwrap_or_default();
        let kinds = text
            .strip_prefix("unsupported operand type(s) for ")
            .and_then(|rest| rest.split_once(": "));
        match kinds {
            Some((_, kinds)) => Exception::new(
                &TYPE_ERROR,
                format!("unsupported operand type(s) for {op}: {kinds}"),
            ),
            None => error,
        }
    })
}

macro_rules! in_place {
    ($($name:ident $try_name:ident $op:literal $plain:ident |$left:ident, $right:ident| { $($case:pat => $value:expr,)* };)*) => {
        /// `a op= b`: what `a` names from then on.
        pub trait ValueInPlace {
            $(
                #[doc = concat!("`a ", $op, " b`.")]
                fn $try_name(&self, other: &Value) -> PyResult<Value>;
                #[doc = concat!("`a ", $op, " b`, or the end of the program.")]
                fn $name(&self, other: &Value) -> Value;
            )*
        }

        impl ValueInPlace for Value {
            $(
                fn $try_name(&self, other: &Value) -> PyResult<Value> {
                    let ($left, $right) = (self, other);
                    match ($left, $right) {
                        $($case => {
                            $value;
                            Ok($left.clone())
                        })*
                        _ => named($left.$plain($right), $op),
                    }
                }

                fn $name(&self, other: &Value) -> Value {
                    self.$try_name(other).or_exit()
                }
            )*
        }
    };
}

in_place! {
    py_iadd try_py_iadd "+=" try_py_add |a, b| {
        (Value::List(xs), _) => {
            let more = b.try_iter()?;
            xs.update(|held| held.extend(more));
        },
    };
    py_isub try_py_isub "-=" try_py_sub |a, b| {
        (Value::Set(s), Value::Set(t)) => s.difference_update(&t.get()),
    };
    py_imul try_py_imul "*=" try_py_mul |a, b| {
        (Value::List(xs), Value::Int(_) | Value::Bool(_)) => {
            let count = b.int().unwrap_or_default();
            xs.update(|held| *held = held.repeat_n(&count));
        },
    };
    py_itrue_div try_py_itrue_div "/=" try_py_true_div |a, b| {};
    py_ifloor_div try_py_ifloor_div "//=" try_py_floor_div |a, b| {};
    py_imodulo try_py_imodulo "%=" try_py_modulo |a, b| {};
    py_ipow try_py_ipow "**=" try_py_pow |a, b| {};
    py_ishl try_py_ishl "<<=" try_py_shl |a, b| {};
    py_ishr try_py_ishr ">>=" try_py_shr |a, b| {};
    py_ibit_and try_py_ibit_and "&=" try_py_bit_and |a, b| {
        (Value::Set(s), Value::Set(t)) => s.intersection_update(&t.get()),
    };
    py_ibit_or try_py_ibit_or "|=" try_py_bit_or |a, b| {
        (Value::Set(s), Value::Set(t)) => s.merge(&t.get()),
        (Value::Dict(d), Value::Dict(e)) => d.merge(&e.get()),
    };
    py_ibit_xor try_py_ibit_xor "^=" try_py_bit_xor |a, b| {
        (Value::Set(s), Value::Set(t)) => s.symmetric_difference_update(&t.get()),
    };
}
