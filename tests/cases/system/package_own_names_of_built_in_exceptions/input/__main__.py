import errs
from errs import slow
for f in (0, 1, 2, 3):
    try:
        if f == 0:
            slow()
        elif f == 1:
            raise TimeoutError("builtin")
        elif f == 2:
            errs.look({"a": 1}, "b")
        else:
            {"a": 1}["c"]
    except TimeoutError as e:
        print("builtin timeout", e)
    except errs.TimeoutError as e:
        print("own timeout", e)
    except KeyError as e:
        print("builtin key", e)
    except errs.KeyError as e:
        print("own key", e, e.k)
