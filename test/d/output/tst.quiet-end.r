1
end

  never printed                                                     1
                7
