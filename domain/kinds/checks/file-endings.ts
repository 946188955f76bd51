const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u));

/** Ends of file names that are no top-level domains. */
export const fileEndings = words(
  "exe dll sys ocx drv cpl scr msi msp mst msix appx bat cmd ps1 psm1 psd1 vbs vbe vba js jse jsx ts tsx mjs cjs wsf wsh wsc hta lnk " +
    "inf ini reg cfg conf config dat bin tmp log txt rtf csv tsv xml json yaml yml toml sql db sqlite mdb accdb bak old doc docx docm dotx dotm " +
    "xls xlsx xlsm xlsb xltm xlam xll ppt pptx pptm ppsx pps odt ods odp pdf onepkg eml msg pst ost ics vcf zipx rar 7z gz tgz bz2 xz tar " +
    "z lz lzma zst ace arj iso img vhd vhdx vmdk dmg pkg deb rpm apk ipa jar war ear class java jsp jspx asp aspx ashx asmx php php3 php5 phtml " +
    "cgi htm html xhtml mht mhtml shtml css svg png jpg jpeg gif bmp ico tif tiff webp psd mp3 mp4 avi mkv wav flac ogg wmv flv webm swf " +
    "elf ko dylib o lib pdb c h cpp hpp cxx cs vb rb lua swift kt asm pyc pyo pyd pyw bash zsh ksh jnlp scf sct sln csproj " +
    "vcxproj chm hlp ttf otf woff woff2 crt cer pem pfx p12 csr ovpn rdp vnc torrent onepkg wim swm esd cue mds nrg mdf " +
    "yar yara rules pcap pcapng etl evtx evt dmp mem raw plist strings command dex smali apks xapk crx xpi nupkg whl egg gem " +
    "locked encrypted crypt wnry wncry lockbit settingcontent-ms library-ms search-ms appinstaller application theme diagcab gadget vbproj",
);

/** Top-level domains that are as well the end of file names; a plain name of two parts is rather a file's. */
export const ratherFile = words("zip mov py sh so md rs cab ps");
/** Top-level domains that are as well the end of file names; a name is rather a host's. */
export const ratherHost = words("one com pl ai cc app pub save bz link cat id bar box vi la ms pm st ws tm as");
