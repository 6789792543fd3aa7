40 5 6

-- stderr --
. test/d/options/include/limit.h
