//go:build unix

package command_test

import "testing"

// TestChinese: the whole journey in the language of the locale, with a name
// typed in it.
func TestChinese(t *testing.T) {
	t.Parallel()
	s := run{env: []string{"LANG=zh_CN.UTF-8"}}.start(t, "--sandbox")
	s.waitFor("请输入 EPN 实例的名称")
	s.send("上海边缘", enter)
	s.waitFor("请选择计费方式")
	s.send(down, enter)
	s.waitFor("请选择组网模式")
	s.send(enter)
	s.waitFor("公网出带宽上限")
	s.send("420", enter)
	s.waitFor("必须是 1 到 100 的整数")
	s.send(erase+"42", enter)
	s.waitFor("y 创建")
	s.waitFor("上海边缘")
	s.waitFor("月 95 峰值带宽")
	s.fits()
	s.decide("y")
	s.waitFor("EPN 实例已创建。")
	s.fits()
	s.finish()
	if got := onlyInstance(t, stateDir(s.home)); got.EPNInstanceName != "上海边缘" || got.InternetMaxBandwidthOut != 42 {
		t.Errorf("created %+v", got)
	}
}
