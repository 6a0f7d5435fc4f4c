package traffic

import (
	"strconv"
	"strings"
	"sync"
	"time"
)

// BillZone is where ENS's metering begins a day: DescribeEpnMeasurementData
// shows the cycle of 2019-07-30 from 2019-07-29T16:00:00Z.
var BillZone = time.FixedZone("+08:00", 8*3600)

// epoch is the layout of seconds since 1970, or of thousandths of them and less.
const epoch = "epoch"

// layouts are the ways to write a time, as package time has them. Where a text
// fits several as well, the first one is meant.
var layouts = sync.OnceValue(func() (list []string) {
	for _, date := range []string{
		"2006-01-02", "2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2006年1月2日",
		"2.1.2006", "2-1-2006", "1/2/2006", "2/1/2006", "2 Jan 2006", "Jan 2, 2006",
	} {
		for _, joint := range []string{"T", " ", ", "} {
			for _, clock := range []string{"15:04:05", "15:04", "3:04:05 PM", "3:04 PM"} {
				for _, zone := range []string{"Z07:00", "", "Z0700", "Z07", " Z07:00", " Z0700", " Z07"} {
					list = append(list, date+joint+clock+zone)
				}
			}
		}
	}
	return append(list, epoch)
})

// parseTime reads a time of the years 2000 to 2099 in a layout, in milliseconds
// since 1970. Of a span, as PRTG writes it, it is the beginning; 24:00 is the
// end of a day; a time without an offset is of the zone.
func parseTime(layout, text string, zone *time.Location) (at int64, ok bool) {
	const since, before = 946_684_800_000, 4_102_444_800_000
	if len(text) < 8 || layout == "" {
		return 0, false
	}
	if layout == epoch {
		v, err := strconv.ParseFloat(text, 64)
		for v *= 1000; err == nil && v >= before && v < 1e19; v /= 1000 { // it is of less than seconds
		}
		return int64(v), err == nil && v >= since && v < before
	}
	text, _, _ = strings.Cut(strings.Replace(text, " UTC", "Z", 1), " - ")
	t, err := time.ParseInLocation(layout, text, zone)
	if err != nil && strings.Contains(text, "24:00") {
		t, err = time.ParseInLocation(layout, strings.Replace(text, "24:00", "00:00", 1), zone)
		t = t.AddDate(0, 0, 1)
	}
	at = t.UnixMilli()
	return at, err == nil && at >= since && at < before
}

// resolveClock gives the first time after the last one that clocks show as they
// show a time without an offset: where they are set back, they show an hour twice.
func (rec *recording) resolveClock(at int64) int64 {
	if len(rec.points) == 0 || rec.layout == epoch || strings.Contains(rec.layout, "07") {
		return at
	}
	clock := func(at int64) int { return time.UnixMilli(at).In(rec.options.Zone).Hour() }
	for _, other := range []int64{at - 12*every, at, at + 12*every} {
		if other > rec.points[len(rec.points)-1].at && clock(other) == clock(at) {
			return other
		}
	}
	return at
}
