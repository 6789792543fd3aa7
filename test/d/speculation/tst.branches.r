behind 1
at once 2
behind 2
speculative 1

