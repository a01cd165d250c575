"""Methods of list, tuple, dict, set and their relatives of `collections`."""

from portalis.primitives.table import row

# list
row("list.append(list[T], into[T]) -> None", "{0:v}.push({1:o})", mutates=0)
row("list.extend(list[T], iterable[into[T]]) -> None", "{0:v}.extend({1:t})", mutates=0)
row("list.insert(list[T], int, into[T]) -> None", "{0:v}.insert_at({1:i}, {2:o})", mutates=0)
row("list.remove(list[T], T) -> None", "{0:v}.~remove_item({1:r})", mutates=0)
row("list.pop(list[T]) -> T", "{0:v}.~pop_last()", mutates=0)
row("list.pop(list[T], int) -> T", "{0:v}.~pop_at({1:i})", mutates=0)
row("list.clear(list[T]) -> None", "{0:v}.clear()", mutates=0)
row("list.reverse(list[T]) -> None", "{0:v}.reverse()", mutates=0)
row("list.copy(list[T]) -> list[T]", "{0:v}.to_vec()", duplicates=True)
row("list.index(list[T], T) -> index", "{0:v}.~index_of({1:r})", shows=1)
row("list.index(list[T], T, int) -> index", "{0:v}.~index_from({1:r}, {2:i})", shows=1)
row("list.index(list[T], T, int, int) -> index", "{0:v}.~index_in({1:r}, {2:i}, {3:i})", shows=1)
row("list.count(list[T], T) -> index", "{0:v}.count_of({1:r})")
# tuple
row("tuple.index(vtuple[T], T) -> index", "{0:v}.~index_of({1:r})", shows=1)
row("tuple.index(vtuple[T], T, int) -> index", "{0:v}.~tuple_index_in({1:r}, {2:i}, i64::MAX)")
row("tuple.index(vtuple[T], T, int, int) -> index", "{0:v}.~tuple_index_in({1:r}, {2:i}, {3:i})")
row("tuple.count(vtuple[T], T) -> index", "{0:v}.count_of({1:r})")
# range
for bound in ("start", "stop", "step"):
    row(f"range.@{bound}(range[T]) -> int", "{0:v}." + f"{bound}_of_range()")
row("range.index(range[T], int) -> index", "{0:v}.~index_of_int({1:n})")
row("range.count(range[T], int) -> index", "{0:v}.count_of_int({1:n})")
# dict
row("dict.get(dict[K, V], K) -> V | None", "{0:v}.get_value({1:r})", duplicates=True)
row("dict.get(dict[K, V], K, None) -> V | None", "{0:v}.get_value({1:r})", duplicates=True)
row("dict.get(dict[K, V], K, into[V]) -> V", "{0:v}.get_value({1:r}).unwrap_or({2:o})", duplicates=True)
row("dict.pop(dict[K, V], K) -> V", "{0:v}.~pop({1:r})", mutates=0)
row("dict.pop(dict[K, V], K, None) -> V | None", "{0:v}.pop_option({1:r})", mutates=0)
row("dict.pop(dict[K, V], K, into[V]) -> V", "{0:v}.pop_or({1:r}, {2:o})", mutates=0)
row("dict.setdefault(dict[K, V], into[K], into[V]) -> &V", "{0:v}.setdefault({1:o}, {2:o})", mutates=0)
row("dict.popitem(dict[K, V]) -> tuple[K, V]", "{0:v}.~popitem()", mutates=0)
row("dict.clear(dict[K, V]) -> None", "{0:v}.clear()", mutates=0)
row("dict.copy(dict[K, V]) -> dict[K, V]", "{0:v}.copy()", duplicates=True)
row("dict.update(dict[K, V], dict[K, V]) -> None", "{0:v}.merge({1:c})", mutates=0, duplicates=True)
row(
    "dict.update(dict[K, V], iterable[tuple[into[K], into[V]]]) -> None",
    "{0:v}.extend({1:t})",
    mutates=0,
    duplicates=True,
)
# set
row("set.add(set[T], into[T]) -> None", "{0:v}.add({1:o})", mutates=0)
row("set.discard(set[T], T) -> None", "{0:v}.discard({1:r})", mutates=0)
row("set.remove(set[T], T) -> None", "{0:v}.~remove({1:r})", mutates=0)
row("set.pop(set[T]) -> T", "{0:v}.~pop()", mutates=0)
row("set.clear(set[T]) -> None", "{0:v}.clear()", mutates=0)
row("set.copy(set[T]) -> set[T]", "{0:v}.copy()")
row("frozenset.copy(frozenset[T]) -> frozenset[T]", "{0:v}.copy()")
row("set.update(set[T], set[T]) -> None", "{0:v}.merge({1:c})", mutates=0)
row("set.update(set[T], dict[T, U]) -> None", "{0:v}.extend_listed({1:v}.key_list())", mutates=0)
row("set.update(set[T], iterable[into[T]]) -> None", "{0:v}.extend({1:t})", mutates=0)
for owner in ("set", "frozenset"):
    for name in ("union", "intersection", "difference", "symmetric_difference"):
        row(f"{owner}.{name}(set[T], set[T]) -> {owner}[T]", "{0:v}." + f"{name}({{1:c}})")
        if name != "intersection":
            row(f"{owner}.{name}(set[T], dict[T, U]) -> {owner}[T]", "{0:v}." + f"{name}_listed({{1:v}}.key_list())")
        row(f"{owner}.{name}(set[T], iterable[T]) -> {owner}[T]", "{0:v}." + f"{name}_with({{1:t}})")
    row(f"{owner}.and_union(set[T], set[T]) -> {owner}[T]", "{0:v}.and_union({1:c})")
    row(f"{owner}.and_union(set[T], dict[T, U]) -> {owner}[T]", "{0:v}.and_union_listed({1:v}.key_list())")
    row(f"{owner}.and_union(set[T], iterable[T]) -> {owner}[T]", "{0:v}.and_union_with({1:t})")
    row(f"{owner}.and_difference(set[T], set[T]) -> {owner}[T]", "{0:v}.and_difference({1:c})")
    row(f"{owner}.and_difference(set[T], iterable[T]) -> {owner}[T]", "{0:v}.and_difference_with({1:t})")
for name in ("intersection_update", "difference_update", "symmetric_difference_update"):
    row(f"set.{name}(set[T], set[T]) -> None", "{0:v}." + f"{name}({{1:c}})", mutates=0)
    if name.startswith("symmetric"):
        row(
            f"set.{name}(set[T], dict[T, U]) -> None",
            "{0:v}." + f"{name}_listed({{1:v}}.key_list())",
            mutates=0,
        )
    row(f"set.{name}(set[T], iterable[into[T]]) -> None", "{0:v}." + f"{name}_with({{1:t}})", mutates=0)
row("set.issubset(set[T], set[T]) -> bool", "{0:v}.is_subset({1:c})")
row("set.issuperset(set[T], set[T]) -> bool", "{0:v}.is_superset({1:c})")
row("set.isdisjoint(set[T], set[T]) -> bool", "{0:v}.is_disjoint({1:c})")
row("set.issubset(set[T], iterable[into[T]]) -> bool", "{0:v}.is_subset(&{1:t}.collect::<Set<_>>())")
row("set.issuperset(set[T], iterable[into[T]]) -> bool", "{0:v}.is_superset(&{1:t}.collect::<Set<_>>())")
row("set.isdisjoint(set[T], iterable[into[T]]) -> bool", "{0:v}.is_disjoint(&{1:t}.collect::<Set<_>>())")
# collections
row("deque.append(deque[T], into[T]) -> None", "{0:v}.append({1:o})", mutates=0)
row("deque.appendleft(deque[T], into[T]) -> None", "{0:v}.appendleft({1:o})", mutates=0)
row("deque.pop(deque[T]) -> T", "{0:v}.~pop()", mutates=0)
row("deque.popleft(deque[T]) -> T", "{0:v}.~popleft()", mutates=0)
row("deque.extend(deque[T], iterable[into[T]]) -> None", "{0:v}.extend({1:t})", mutates=0)
row("deque.extendleft(deque[T], iterable[into[T]]) -> None", "{0:v}.extendleft({1:t})", mutates=0)
row("deque.rotate(deque[T]) -> None", "{0:v}.rotate(1)", mutates=0)
row("deque.rotate(deque[T], int) -> None", "{0:v}.rotate({1:i})", mutates=0)
row("deque.clear(deque[T]) -> None", "{0:v}.clear()", mutates=0)
row("deque.count(deque[T], T) -> index", "{0:v}.count_of({1:r})")
row("deque.insert(deque[T], int, into[T]) -> None", "{0:v}.~insert_at({1:i}, {2:o})", mutates=0)
row("deque.remove(deque[T], T) -> None", "{0:v}.~remove_item({1:r})", mutates=0, shows=1)
row("deque.reverse(deque[T]) -> None", "{0:v}.reverse()", mutates=0)
row("deque.copy(deque[T]) -> deque[T]", "{0:v}.copy()", duplicates=True)
row("deque.index(deque[T], T) -> index", "{0:v}.~index_in({1:r}, 0, i64::MAX)", shows=1)
row("deque.index(deque[T], T, int) -> index", "{0:v}.~index_in({1:r}, {2:i}, i64::MAX)", shows=1)
row("deque.index(deque[T], T, int, int) -> index", "{0:v}.~index_in({1:r}, {2:i}, {3:i})", shows=1)
row("deque.@maxlen(deque[T]) -> index | None", "{0:v}.max_len()")
for name, items, mapping in (
    ("update", "count_items", "count_from"),
    ("subtract", "subtract_items", "subtract_from"),
):
    row(f"Counter.{name}(Counter[T, U], dict[T, U]) -> None", "{0:v}." + f"{mapping}({{1:c}})", mutates=0)
    row(f"Counter.{name}(Counter[T, U], iterable[into[T]]) -> None", "{0:v}." + f"{items}({{1:t}})", mutates=0)
row("Counter.total(Counter[T, U]) -> U", "{0:v}.total()")
for name in ("Counter", "defaultdict", "OrderedDict"):
    row(f"{name}.copy({name}[K, V]) -> {name}[K, V]", "{0:v}.copy()", duplicates=True)
row("Counter.most_common(Counter[T, U], None) -> list[tuple[T, U]]", "{0:v}.most_common(None)")
row("Counter.most_common(Counter[T, U]) -> list[tuple[T, U]]", "{0:v}.most_common(None)")
row("Counter.most_common(Counter[T, U], n: int) -> list[tuple[T, U]]", "{0:v}.first_common({1:i})")
row("Counter.elements(Counter[T, U]) -> Iterator[T]", "{0:v}.elements()")
row("OrderedDict.move_to_end(OrderedDict[K, V], K) -> None", "{0:v}.~move_to_end({1:r}, true)", mutates=0)
row("OrderedDict.move_to_end(OrderedDict[K, V], K, last: bool) -> None", "{0:v}.~move_to_end({1:r}, {2:v})", mutates=0)
row("OrderedDict.move_to_end(OrderedDict[K, V], K, bool) -> None", "{0:v}.~move_to_end({1:r}, {2:v})", mutates=0)
row("OrderedDict.popitem(OrderedDict[K, V]) -> tuple[K, V]", "{0:v}.~popitem_end(true)", mutates=0)
row("OrderedDict.popitem(OrderedDict[K, V], last: bool) -> tuple[K, V]", "{0:v}.~popitem_end({1:v})", mutates=0)
row("OrderedDict.popitem(OrderedDict[K, V], bool) -> tuple[K, V]", "{0:v}.~popitem_end({1:v})", mutates=0)
# heapq and bisect
for signature, function, arguments in (
    ("heappush(list[T], into[T]) -> None", "heappush", "({0:m}, {1:o})"),
    ("heappop(list[T]) -> T", "~heappop", "({0:m})"),
    ("heapify(list[T]) -> None", "heapify", "({0:m})"),
    ("heappushpop(list[T], into[T]) -> T", "heappushpop", "({0:m}, {1:o})"),
    ("heapreplace(list[T], into[T]) -> T", "~heapreplace", "({0:m}, {1:o})"),
):
    checked = f"~{function.lstrip('~')}_checked{arguments}"
    row(f"heapq.{signature}", function + arguments, mutates=0, orders=0, checked=checked)
for name in ("bisect_left", "bisect_right", "bisect"):
    target = "bisect_right" if name == "bisect" else name
    row(f"bisect.{name}(list[T], T) -> index", f"{target}({{0:c}}, {{1:r}})", orders=0)
    row(f"bisect.{name}(vtuple[T], T) -> index", f"{target}({{0:r}}, {{1:r}})", orders=0)
for name in ("insort_left", "insort_right", "insort"):
    target = "insort_right" if name == "insort" else name
    row(f"bisect.{name}(list[T], into[T]) -> None", f"{target}({{0:m}}, {{1:o}})", mutates=0, orders=0)
    for bounds, given in (
        ("lo: int", "{2:i}, i64::MAX"),
        ("hi: int", "0, {2:i}"),
        ("lo: int, hi: int", "{2:i}, {3:i}"),
        ("lo: int, hi: None", "{2:i}, i64::MAX"),
    ):
        inside = f"~{target}_in({{0:m}}, {{1:o}}, {given})"
        row(f"bisect.{name}(list[T], into[T], {bounds}) -> None", inside, mutates=0, orders=0)
