tick-20ms

