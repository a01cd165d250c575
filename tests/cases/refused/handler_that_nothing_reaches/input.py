raise
try:
    1
except ValueError as b:
    pass
