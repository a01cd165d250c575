queue = []
enqueue = queue.append
dequeue = lambda: queue.pop(0)
enqueue(1); enqueue(2)
print(dequeue(), queue)
fs = [queue.append, queue.remove]
fs[0](7); fs[1](2)
print(queue)

xs=[]; add=xs.append; add(1); add(2); print(xs)

s="abcabc"; print(max("bca",key=s.count), sorted({"a":3,"b":1},key={"a":3,"b":1}.get), list(map({1:2}.get,[1,3])))

