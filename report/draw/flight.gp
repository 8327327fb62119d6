# flight.gp - requests at the server over time: a panel for each strategy, a run with many workers and one with few.
set datafile separator "\t"

# Arrays are filled as a side effect of reading, before any range leaves points out.
array TITLE[10]; array COLOUR[10]; array TINT[10]; array FEW[10]; array MANY[10]
stats 'flight.panels' using (i = int($0) + 1, TITLE[i] = strcol(1), COLOUR[i] = int($2), TINT[i] = int($3), \
    FEW[i] = int($4), MANY[i] = int($5), 0) nooutput
panels = STATS_records
rows = (panels + 1) / 2

# The legend of the marks, above the panels.
head_at = from_top(0.37)
thick = 0.08 / height
set object 1 rectangle from screen 0.050, screen head_at - thick to screen 0.072, screen head_at + thick \
    fillcolor rgb '#6e6e6e' fillstyle solid noborder
set object 2 rectangle from screen 0.262, screen head_at - thick to screen 0.284, screen head_at + thick \
    fillcolor rgb '#c9c9c9' fillstyle solid noborder
set arrow 3 from screen 0.488, screen head_at to screen 0.510, screen head_at nohead linewidth 1.4 linecolor rgb ink
set label 10 small(sprintf('%d workers: served', many)) at screen 0.078, screen head_at textcolor rgb mute
set label 11 small('and waiting for a place') at screen 0.290, screen head_at textcolor rgb mute
set label 12 small(sprintf('%d workers: all are served', few)) at screen 0.516, screen head_at textcolor rgb mute

set multiplot
set border 1 linewidth 0.6 linecolor rgb ghost
set xrange [0:end]
set yrange [0:many * 1.06]
step = end > 0.7 ? 0.2 : 0.1
set xtics step scale 0.4 offset 0, 0.35 textcolor rgb mute
set ytics scale 0 (0, few, capacity, many) textcolor rgb mute
set grid ytics linetype 1 linewidth 0.4 linecolor rgb hair
block(i) = i < 0 ? 0 : i
shown(i, y) = i < 0 ? NaN : y

do for [p = 1:panels] {
    column = (p - 1) % 2
    row = (p - 1) / 2
    top = from_top(1.20 + 3.3 * row)
    set lmargin at screen 0.050 + 0.500 * column
    set rmargin at screen 0.485 + 0.500 * column
    set tmargin at screen top
    set bmargin at screen top - 2.45 / height
    set format x (row == rows - 1 ? '%.1f s' : '%.1f')
    set label 20 '{/:Bold '.TITLE[p].'}' at graph 0.99, graph 0.93 right textcolor rgb COLOUR[p] front
    set label 21 small('the server has '.sprintf('%d', capacity).' places') at graph 0.99, first capacity * 1.16 right textcolor rgb mute front
    plot \
        'flight.slices' index block(MANY[p]) using 1:(shown(MANY[p], $2)) with filledcurves y=0 linecolor rgb TINT[p], \
        '' index block(MANY[p]) using 1:(shown(MANY[p], $3)) with filledcurves y=0 linecolor rgb COLOUR[p], \
        '' index block(FEW[p]) using 1:(shown(FEW[p], $2)) with lines linewidth 1.4 linecolor rgb ink
    do for [i = 1:2] { unset object i }
    unset arrow 3
    do for [i = 1:12] { unset label i }
}
unset multiplot
unset output
