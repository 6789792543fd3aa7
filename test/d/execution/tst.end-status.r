
-- exit 3 --
