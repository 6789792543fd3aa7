
-- stderr --
// c0: :::BEGIN
// c1: :::tick-1s, :::END
(function (rt) { … })
