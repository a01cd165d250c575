class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


class LinkedList:
    def __init__(self, values):
        self.head = None
        for value in reversed(values):
            self.head = Node(value, self.head)

    def values(self):
        found = []
        node = self.head
        while node is not None:
            found.append(node.value)
            node = node.next
        return found

    def reverse(self):
        previous = None
        node = self.head
        while node is not None:
            following = node.next
            node.next = previous
            previous = node
            node = following
        self.head = previous


numbers = LinkedList([1, 2, 3])
second = numbers.head.next
second.value = 20
print(numbers.values())
numbers.reverse()
print(numbers.values(), second.next.value)
