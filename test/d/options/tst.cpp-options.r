40 5

-- stderr --
. test/d/options/include/limit.h
