using Pennant.Device.Printing.Transports;
using Xunit;

namespace Pennant.Tests.Device.Transports;

public sealed class PrinterUrlTests
{
    [Fact]
    public void A_printer_is_named_by_how_it_is_connected()
    {
        Assert.Equal(new TcpAddress("tcp://10.0.0.9:9101", "10.0.0.9", 9101), Read("tcp://10.0.0.9:9101"));
        Assert.Equal(new TcpAddress("tcp://till.lan", "till.lan", 9100), Read("tcp://till.lan"));
        Assert.Equal(new TcpAddress("tcp://till.lan/?pace=4000", "till.lan", 9100, 4000), Read("tcp://till.lan/?pace=4000"));
        Assert.Equal(new UsbAddress("usb:/dev/usb/lp1", "/dev/usb/lp1"), Read("usb:/dev/usb/lp1"));
        Assert.Equal(new UsbAddress("usb:", null), Read("usb:"));
        Assert.Equal(new SerialAddress("serial:/dev/ttyS0", "/dev/ttyS0", 19_200, FlowControl.None), Read("serial:/dev/ttyS0"));
        Assert.Equal(
            new SerialAddress("serial:/dev/ttyUSB0?baud=9600&flow=xonxoff&pace=800", "/dev/ttyUSB0", 9_600, FlowControl.XonXoff, 800),
            Read("serial:/dev/ttyUSB0?baud=9600&flow=xonxoff&pace=800"));
    }

    [Theory]
    [InlineData("lpt1", "must look like tcp://192.168.1.50:9100, usb:/dev/usb/lp0 or serial:/dev/ttyUSB0?baud=19200")]
    [InlineData("http://till", "must look like tcp://192.168.1.50:9100, usb:/dev/usb/lp0 or serial:/dev/ttyUSB0?baud=19200")]
    [InlineData("tcp://", "must look like tcp://192.168.1.50:9100")]
    [InlineData("tcp://till:0", "must look like tcp://192.168.1.50:9100")]
    [InlineData("tcp://till/queue", "must look like tcp://192.168.1.50:9100")]
    [InlineData("usb:lp0", "must name the device by its whole path, like usb:/dev/usb/lp0, or usb: for whichever printer is there")]
    [InlineData("usb:/dev/usb/lp0?baud=9600", "has the option \"baud\"; there is only pace")]
    [InlineData("serial://dev/ttyS0", "must name the device by its whole path, like serial:/dev/ttyUSB0?baud=19200&flow=none")]
    [InlineData("serial:/dev/ttyS0?baud=fast", "has baud=fast; it must be a number from 300 to 4000000")]
    [InlineData("serial:/dev/ttyS0?baud=9600&baud=19200", "has baud twice")]
    [InlineData("serial:/dev/ttyS0?flow=dtr", "has the flow control \"dtr\"; it must be none, xonxoff or rtscts")]
    [InlineData("serial:/dev/ttyS0?pace=1", "has pace=1; it must be a number from 10 to 10000000")]
    public void What_is_wrong_is_said(string url, string problem)
    {
        List<string> problems = [];

        Assert.Null(PrinterUrl.Read(url, problems.Add));

        Assert.Equal([$"printer_url \"{url}\" {problem}"], problems);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        List<string> problems = [];

        PrinterUrl.Read("serial:ttyS0?baud=x&flow=y&parity=z", problems.Add);

        Assert.Equal(4, problems.Count);
    }

    private static PrinterAddress? Read(string url) => PrinterUrl.Read(url, problem => Assert.Fail(problem));
}
